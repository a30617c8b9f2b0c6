import { writeFileSync } from 'node:fs'

/** What a process has used from start to exit. */
export interface Used {
  /** Of all its threads, in milliseconds. */
  readonly cpu: number
  /** The most memory at once, in bytes. */
  readonly peak: number
}

// Preloaded into the Jest process.
const file = process.env.BENCH_USED
if (file === undefined) throw new Error('BENCH_USED: expected the file to write to, given nothing')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const used: Used = { cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS * 1024 }
  writeFileSync(file, JSON.stringify(used))
})
