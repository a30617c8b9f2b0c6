import type { EnvironmentClass } from './jest/base-environment'
import { environmentBrand, withLeakDetection } from './mixin'

/** What Jest constructs an environment with, as far as the choice of a base needs it. */
export interface BaseConfig {
  readonly projectConfig: {
    readonly rootDir: string
    readonly testEnvironmentOptions?: Readonly<Record<string, unknown>>
  }
}

/** A base, and the configuration that it gets. */
export interface ChosenBase {
  readonly Base: EnvironmentClass
  readonly config: BaseConfig
}

/**
 * An environment with leak detection whose base is looked for when Jest constructs it: only then the project is
 * known, and with it where its packages are. Subclasses work as of any class.
 */
export function withLateBase(choose: (config: BaseConfig) => ChosenBase): EnvironmentClass {
  const guarded = new Map<EnvironmentClass, EnvironmentClass>()

  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- its instances are those of the base
  return class LeakGuardEnvironment {
    static readonly [environmentBrand] = true

    constructor(...args: never[]) {
      const [given, ...rest] = args as unknown as [BaseConfig, ...never[]]
      const { Base, config } = choose(given)
      const Guarded = guarded.get(Base) ?? (isGuarded(Base) ? Base : withLeakDetection(Base))
      guarded.set(Base, Guarded)
      // Behind this class, so that subclasses reach the methods of both through `super`.
      Object.setPrototypeOf(LeakGuardEnvironment.prototype, Guarded.prototype as object)
      return Reflect.construct(Guarded, [config, ...rest], new.target) as LeakGuardEnvironment
    }
  }
}

function isGuarded(Base: EnvironmentClass): boolean {
  return Reflect.get(Base, environmentBrand) === true
}
