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
