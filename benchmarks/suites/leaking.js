// Copied as test files: each leaves an interval behind, and with it what its callback refers to.
const { test } = require('@jest/globals')

test('forgets its interval, and 8 MB with it', () => {
  const rows = Array.from({ length: 1_000_000 }, (_, index) => index)
  setInterval(() => rows.length, 60_000)
})
