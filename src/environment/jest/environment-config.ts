import type { Pragmas } from '../../annotations/docblock'
import type { RecordOrigin } from '../../verdict/record'

/** What Jest gives the constructor of an environment, as far as it is read here; the same in Jest 29.7 and 30. */
export interface EnvironmentConfig {
  readonly globalConfig: { readonly seed?: number; readonly waitForUnhandledRejections?: boolean }
  readonly projectConfig: {
    readonly rootDir: string
    readonly displayName?: { readonly name: string }
    readonly testRunner?: string
    readonly testEnvironmentOptions?: Readonly<Record<string, unknown>>
    readonly resetModules?: boolean
    readonly clearMocks?: boolean
    readonly resetMocks?: boolean
    readonly restoreMocks?: boolean
    readonly fakeTimers?: { readonly enableGlobally?: boolean }
  }
}

export interface EnvironmentContext {
  readonly testPath: string
  /** The tags of the file's docblock. */
  readonly docblockPragmas?: Pragmas
}

/** Which project a record comes from. */
export function originOf({ rootDir, displayName }: EnvironmentConfig['projectConfig']): RecordOrigin {
  return { rootDir, project: displayName?.name }
}

/** What Jest itself does to state around each test. */
export interface JestsOwnCare {
  /** Spies are restored before each test. */
  readonly restoresMocks: boolean
  /** Every test has fake timers. */
  readonly fakesTimers: boolean
  /** Its own hook before each test does nothing, and nothing is waited for between two tests. */
  readonly isIdle: boolean
}

export function careOf({ globalConfig, projectConfig }: EnvironmentConfig): JestsOwnCare {
  const { clearMocks, fakeTimers, resetMocks, resetModules, restoreMocks } = projectConfig
  return {
    restoresMocks: restoreMocks === true,
    fakesTimers: fakeTimers?.enableGlobally === true,
    isIdle: ![
      ...[clearMocks, resetMocks, resetModules, restoreMocks],
      globalConfig.waitForUnhandledRejections,
    ].includes(true),
  }
}
