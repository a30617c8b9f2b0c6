// Copied as a test file: writes the heap that one open timer takes, in bytes, with what follows it.
const { writeFileSync } = require('node:fs')
const v8 = require('node:v8')
const vm = require('node:vm')

const { test } = require('@jest/globals')

const count = Number(process.env.BENCH_COUNT)

v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc')

const heap = () => {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

// Product code is rarely called from the test itself.
const start = (depth) => (depth === 0 ? setTimeout(() => undefined, 60_000) : start(depth - 1))

test(`keeps ${count} timers open`, async () => {
  await new Promise((resolve) => setTimeout(resolve, 10))
  const timers = new Array(count)
  const before = heap()
  for (let index = 0; index < count; index++) timers[index] = start(8)
  writeFileSync(process.env.BENCH_RESULT, JSON.stringify((heap() - before) / count))
  timers.forEach(clearTimeout)
})
