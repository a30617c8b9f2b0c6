import { nextTick } from '../kept/process'
import { setImmediate, setTimeout } from '../kept/timers'
import { detached } from '../ownership/context'

/** Event-loop turns granted to everything: a closed handle, an ended socket, an exited child take one to five. */
export const turns = 5

/** Waits without being followed, and without holding anything up: for so many milliseconds, else for one turn. */
export function pause(milliseconds?: number): Promise<void> {
  return detached(
    () =>
      new Promise<void>((resolve) => {
        if (milliseconds === undefined) setImmediate(resolve)
        else setTimeout(resolve, milliseconds)
      }),
  )
}

/**
 * Waits for what is to be done next, and for no turn: all of a file may run in one chain of promises, before anything that
 * its tests put off with `process.nextTick()`, as `server.listen(port, host)` does.
 */
export function tick(): Promise<void> {
  return detached(() => new Promise<void>((resolve) => nextTick(resolve)))
}
