/** Runs `work`; when the process is told to end meanwhile, `undo` comes first. */
export async function undoneWhenInterrupted<T>(undo: () => void, work: () => Promise<T>): Promise<T> {
  const leave = (): void => {
    undo()
    // Planted tests are removed on exit.
    process.exit(130)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, leave)
  try {
    return await work()
  } finally {
    for (const signal of signals) process.off(signal, leave)
  }
}
