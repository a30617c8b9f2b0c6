import type { ResourceCounts } from '../verdict/counts'
import type { LeakSummary } from '../verdict/leak-summary'
import type { RegisterOptions, SingletonTarget } from '../singletons/registration'

/** Under this name the environment puts what tests may call on the sandbox's global. */
export const apiSymbol = Symbol.for('jest-leakguard.api')

/** What tests may ask of the environment that runs them; each call checks what it is given. */
export interface SandboxApi {
  allowLeaks(allowance: unknown): void
  findLeaks(): Promise<LeakSummary[]>
  resourceCounts(): ResourceCounts
  /** @throws TypeError when the dependencies form a cycle */
  registerSingleton(target: SingletonTarget, options: RegisterOptions): void
  trackResource(value: unknown, definition: unknown): void
}

/** The environment's side; undefined in a run without it, where the same tests must work. */
export function sandboxApi(): SandboxApi | undefined {
  return Reflect.get(globalThis, apiSymbol) as SandboxApi | undefined
}
