import { writeFileSync } from 'node:fs'

// Preloaded into the Jest process: CPU time of all its threads from start to exit, in milliseconds.
const file = process.env.BENCH_CPU
if (file === undefined)
  throw new Error('BENCH_CPU: expected the file to write the CPU time to, given nothing')

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(file, JSON.stringify((user + system) / 1000))
})
