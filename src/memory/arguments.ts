import { jestArguments } from '../why/processes/jest-arguments'

/** Jest's options that decide where test files run, or look for leaks in a way of their own. */
const switches = /^(?:-i|--run-?in-?band|--(?:no-?)?detect-?leaks|--worker-?threads)(?:=.*)?$/i
/** Collecting and reading take longer than Jest waits before it says that it did not exit. */
const waiting = /^--openHandlesTimeout=/
const workers = /^(?:-w|--max-?workers)(?:=.*)?$/i

/** The user's arguments for Jest, to run in one process. @throws UsageError for watch mode, which has no end */
export function memoryArguments(given: readonly string[], command: 'memory' | 'bisect' = 'memory'): string[] {
  const args = jestArguments(given, command)
  const patterns = args.indexOf('--')
  const own = patterns === -1 ? args : args.slice(0, patterns)
  const kept: string[] = []
  for (let index = 0; index < own.length; index++) {
    const arg = own[index] ?? ''
    if (workers.test(arg)) index += arg.includes('=') ? 0 : 1
    else if (waiting.test(arg)) kept.push('--openHandlesTimeout=0')
    else if (!switches.test(arg)) kept.push(arg)
  }
  return ['--runInBand', '--detectLeaks=false', ...kept, ...(patterns === -1 ? [] : args.slice(patterns))]
}

/** The same for these files alone, and without what other programs read. */
export function byPath(args: readonly string[], files: readonly string[]): string[] {
  const patterns = args.indexOf('--')
  const own = patterns === -1 ? args : args.slice(0, patterns)
  return [...own, '--coverage=false', '--bail=0', '--reporters=default', '--runTestsByPath', ...files]
}
