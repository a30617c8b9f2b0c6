/** How long a child gets to end by itself before it is killed, in milliseconds. */
const patience = 1000

/** Asks the processes to end; returns those that were still there. */
export function askToEnd(pids: readonly number[]): number[] {
  return pids.filter((pid) => signal(pid, 'SIGTERM'))
}

/**
 * Calls `done` when the processes have ended, at the latest after a second, when they are killed. Waiting
 * here, in their parent, is what keeps them from becoming orphans.
 */
export function whenEnded(pids: readonly number[], done: () => void): void {
  const deadline = Date.now() + patience
  const look = (): void => {
    const left = pids.filter((pid) => signal(pid, 0))
    if (left.length === 0) {
      done()
    } else if (Date.now() < deadline) {
      setTimeout(look, 10)
    } else {
      for (const pid of left) signal(pid, 'SIGKILL')
      done()
    }
  }
  look()
}

/** False: there is no such process (any more). */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
