import { writeFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { PerformanceObserver } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** What a process has used from start to exit. */
export interface Used {
  /** Of all its threads, in milliseconds. */
  readonly cpu: number
  /** The most memory at once, in bytes. */
  readonly peak: number
  /** For how long the collector has stopped the main thread, in milliseconds. */
  readonly collector: number
  /** How many stacks were captured with `Error.captureStackTrace`, outside of test files. */
  readonly traces: number
  /** How many modules of this package were loaded: files, and parts of the file that has what is needed late. */
  readonly modules: number
}

// Preloaded into each process; a thread's CPU time is part of its process's.
if (isMainThread) watch()

function watch(): void {
  const folder = process.env.BENCH_USED
  if (folder === undefined) throw new Error('BENCH_USED: expected the directory to write to, given nothing')

  let collector = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collector += duration
  }).observe({ entryTypes: ['gc'] })

  let traces = 0
  const capture = Error.captureStackTrace.bind(Error)
  Error.captureStackTrace = (target, below) => {
    traces++
    capture(target, below)
  }

  let late = 0
  const compile = vm.compileFunction
  vm.compileFunction = (code, params, options) => {
    if (/jest-leakguard.build.environment.late\.js$/.test(options?.filename ?? '')) late++
    return compile(code, params, options)
  }

  process.on('exit', () => {
    const files = Object.keys(require.cache).filter((file) => /jest-leakguard.build/.test(file))
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const used: Used = {
      cpu: (userCPUTime + systemCPUTime) / 1000,
      peak: maxRSS * 1024,
      collector,
      traces,
      modules: files.length + late,
    }
    writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify(used))
  })
}
