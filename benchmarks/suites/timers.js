// Copied as a test file: starts and clears timers, and writes the CPU time of that, in milliseconds.
const { writeFileSync } = require('node:fs')

const { test } = require('@jest/globals')

const count = Number(process.env.BENCH_COUNT)

test(`starts and clears ${count} timers`, () => {
  const before = process.cpuUsage()
  for (let index = 0; index < count; index++) clearTimeout(setTimeout(() => undefined, 60_000))
  const { user, system } = process.cpuUsage(before)
  writeFileSync(process.env.BENCH_RESULT, JSON.stringify((user + system) / 1000))
})
