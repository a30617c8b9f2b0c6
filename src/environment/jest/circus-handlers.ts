import type { CircusEvent, CircusState } from './circus'

type EventHandler = (event: CircusEvent, state: CircusState) => unknown

/** Where circus keeps its handlers, on the sandbox's global, since Jest 30. */
const key = Symbol.for('EVENT_HANDLERS')

/**
 * Makes circus call the environment's handler together with its own handler before that: for each of some ten
 * events per test it waits for every handler, and looks the state up once more. To be called by the environment's
 * handler for the event `setup`, when no other handler follows. Where circus keeps them otherwise nothing changes.
 *
 * That own handler is `async` with nothing to wait for in it: what it does is done when it returns.
 */
export function joinHandlers(sandbox: object): void {
  const handlers: unknown = Reflect.get(sandbox, key)
  if (!Array.isArray(handlers)) return
  const [own, ours] = handlers.slice(-2) as (EventHandler | undefined)[]
  // Circus binds it to the environment.
  if (own === undefined || ours?.name !== 'bound handleTestEvent') return
  handlers.splice(-2, 2, (event: CircusEvent, state: CircusState): unknown => {
    const done = own(event, state)
    const handled = ours(event, state)
    return handled === undefined ? done : bothOf(done, handled)
  })
}

async function bothOf(first: unknown, second: unknown): Promise<void> {
  await first
  await second
}
