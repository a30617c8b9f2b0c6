// Copied as a test file: tests that cost next to nothing by themselves.
const { expect, test } = require('@jest/globals')

const count = Number(process.env.BENCH_COUNT)

for (let index = 0; index < count; index++) {
  test(`trivial ${index}`, () => {
    expect(index).toBe(index)
  })
}
