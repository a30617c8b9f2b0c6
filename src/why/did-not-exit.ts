/** Jest 29 and 30 print it when the process outlives the run by `openHandlesTimeout`. */
const notice = /Jest did not exit (?:one second|[\d.]+ seconds) after the test run has completed/

/** Calls `instead` once in place of Jest's notice; everything else that is warned about passes unchanged. */
export function onDidNotExit(instead: () => void): void {
  let waiting = true
  const passOn = console.warn
  const warn = (...args: unknown[]): void => {
    if (!waiting || typeof args[0] !== 'string' || !notice.test(args[0])) {
      passOn.apply(console, args)
      return
    }
    waiting = false
    // Whoever replaced it after us keeps his; ours only passes on from now on.
    if (console.warn === warn) console.warn = passOn
    instead()
  }
  // A frozen console stays as it is: then Jest's notice stands.
  Reflect.set(console, 'warn', warn)
}
