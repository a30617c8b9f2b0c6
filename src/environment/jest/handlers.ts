import type { Mocker } from '../../resources/state/spies'
import type { CircusEvent, CircusState } from './circus'

/** What a Jest environment may define, as methods or as class fields. */
export interface Environment {
  global: object
  /** Jest's maker of mocks and spies. */
  readonly moduleMocker?: Mocker | null
  setup?(): void | Promise<void>
  teardown?(): void | Promise<void>
  handleTestEvent?(event: CircusEvent, state: CircusState): unknown
}

export type Handlers = Pick<Environment, 'setup' | 'teardown' | 'handleTestEvent'>

/** Takes the handlers that are instance fields off the environment: they hide the methods of its class. */
export function takeFields(environment: Environment): Handlers {
  const taken: Record<string, unknown> = {}
  for (const name of ['setup', 'teardown', 'handleTestEvent'] as const) {
    if (!Object.hasOwn(environment, name)) continue
    taken[name] = Reflect.get(environment, name)
    Reflect.deleteProperty(environment, name)
  }
  return taken
}
