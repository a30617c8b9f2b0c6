// Copied as test files: every test leaves an interval behind.
const { test } = require('@jest/globals')

test.each(Array.from({ length: Number(process.env.BENCH_COUNT) }, (_, index) => [index]))(
  'forgets its interval %i',
  () => {
    setInterval(() => undefined, 60_000)
  },
)
