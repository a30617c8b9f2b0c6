// Copied as a test file: nothing but async functions, about 50 awaits in a round.
const { expect, test } = require('@jest/globals')

const leaf = async (value) => value
const branch = async (value) => (await leaf(value)) + (await leaf(value + 1))

const rounds = Number(process.env.BENCH_COUNT)

test.each(Array.from({ length: 10 }, (_, index) => [index]))('adds up %i', async () => {
  let total = 0
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < 10; step++) total += await branch(step)
    const parts = await Promise.all(Array.from({ length: 7 }, (_, step) => branch(step)))
    for (const part of parts) total += part
  }
  expect(total).toBe(149 * rounds)
})
