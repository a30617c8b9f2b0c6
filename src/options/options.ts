import type { Allowance } from './allowance'
import type { LimitOptions } from './limits'
import type { Severity } from './severity'
import type { TypeSeverities } from './type-severities'

/** When leaks are judged and closed: once at the end of the file, or at the end of each owner. */
export type Isolation = 'file' | 'test'

/** How a resource finds its owner: by async context, or not at all (every leak is the file's). */
export type Attribution = 'async' | 'file'

/** How much of the creation stack a message shows. */
export type TraceMode = 'site' | 'stack' | 'none'

/** How to reach a database server, to count the connections that it has. */
export interface ServerOption {
  /** A URL such as `postgres://user@host:5432/database`. */
  connectionString?: string
}

/** What happens to singletons: see docs/singletons.md. */
export interface SingletonOptions {
  /**
   * Registered ones that are alive when their scope ends: `'reset'`; `'fail'`: reset, and fail the scope whose
   * tests did not do it themselves; `'off'`: left alone.
   * @default 'reset'
   */
  registered?: 'reset' | 'fail' | 'off'
  /**
   * Those that nobody has registered, found among the exports of the project's modules: `'warn'` or `'fail'` when
   * one outlives its scope, `'reset'` as if it was registered, `'off'`.
   * @default 'warn'
   */
  discovered?: 'reset' | 'warn' | 'fail' | 'off'
  /**
   * Registers by name, once a test file has loaded the module: `'./src/db#DatabaseService'`, relative to
   * `rootDir`; without `#` the default export.
   * @default []
   */
  modules?: string[]
  /**
   * How long one reset may take, in milliseconds of real time. Minimum: 1. Maximum: 60 000.
   * @default 2000
   */
  timeout?: number
}

/** The options a user may write under `testEnvironmentOptions.leakguard`. */
export interface LeakGuardOptions {
  /**
   * Severity per resource type; `'*'` stands for every type that is not named.
   * @default the table in docs/types.md
   */
  types?: TypeSeverities
  /**
   * Severity of leaks that no line of the project opened.
   * @default 'warn'
   */
  thirdParty?: Severity
  /**
   * `'file'`: judge and close at the end of the test file; `'test'`: at the end of each owner.
   * @default 'file'
   */
  isolation?: Isolation
  /**
   * `'file'` uses no async context at all: every leak is blamed on its file.
   * @default 'async'
   */
  attribution?: Attribution
  /**
   * How long what ends by itself, or is closing, may take to be over, in milliseconds; ends early.
   * Minimum: 0. Maximum: 10 000.
   * @default 200
   */
  gracePeriod?: number
  /**
   * `'site'`: frames of the project and the packages it called, many of those as one line; `'stack'`: every frame;
   * `'none'`: no trace.
   * @default 'site'
   */
  trace?: TraceMode
  /**
   * Close what leaked after its verdict, so that Jest exits and the next test starts clean.
   * @default true
   */
  closeLeaked?: boolean
  /**
   * Puts back, after its verdict, what a test has left changed in its process: environment variables, the working
   * directory, replaced functions, spies.
   * @default false
   */
  restoreState?: boolean
  /**
   * Leaks that are accepted, each with its reason. Those of a preset are added.
   * @default []
   */
  allow?: Allowance[]
  /**
   * Known leaks of an old code base, as `jest-leakguard baseline` writes them, relative to the root directory; `false`:
   * none are known.
   * @default '.leakguard-baseline.json'
   */
  baseline?: string | false
  /**
   * How many pools, clients, agents or databases one line may make for one owner, one after the other, before
   * `connection-churn` tells to reuse one. Minimum: 1. Maximum: 100.
   * @default 5
   */
  churnLimit?: number
  /**
   * Severity of an allowance that nothing needs any more, or whose last day has passed.
   * @default 'warn'
   */
  staleAllowances?: Severity
  /**
   * Asks the PostgreSQL server how many connections it has, before, during and after each test file. `{}` connects
   * as the standard `PG*` environment variables say.
   * @default false
   */
  postgres?: ServerOption | false
  /**
   * As `postgres`, of MySQL or MariaDB. `{}` connects to 127.0.0.1:3306 as `root` without a password.
   * @default false
   */
  mysql?: ServerOption | false
  /**
   * As `postgres`, of Redis. `{}` connects to 127.0.0.1:6379.
   * @default false
   */
  redis?: ServerOption | false
  /**
   * Give each test file better-sqlite3's errors, rows and arrays of its own realm. The add-on is shared by the files
   * of a process and keeps the classes of the first: without this `error instanceof SqliteError` is false in the rest.
   * @default true
   */
  resetAddons?: boolean
  /** Reset of singletons. */
  singletons?: SingletonOptions
  /**
   * What one test file may use.
   * @default {}
   */
  limits?: LimitOptions
  /**
   * Modules that teach the environment the resources of other libraries: paths relative to the root directory, or
   * packages. They are loaded outside the sandbox of the tests; see docs/adapters.md.
   * @default []
   */
  adapters?: string[]
  /**
   * Packs of rules that say what packages keep for as long as the process lives: paths relative to the root
   * directory, or packages. They are added to those of a preset and to those that come with jest-leakguard;
   * `false`: no rules at all. See docs/third-parties.md.
   * @default []
   */
  rulePacks?: string[] | false
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<LeakGuardOptions, 'singletons'>> & {
  readonly singletons: Required<SingletonOptions>
}

/** The defaults of every option; severities of types are in the wording registry. */
export const defaultOptions: ResolvedOptions = {
  types: {},
  thirdParty: 'warn',
  isolation: 'file',
  attribution: 'async',
  gracePeriod: 200,
  trace: 'site',
  closeLeaked: true,
  restoreState: false,
  allow: [],
  churnLimit: 5,
  staleAllowances: 'warn',
  baseline: '.leakguard-baseline.json',
  postgres: false,
  mysql: false,
  redis: false,
  resetAddons: true,
  singletons: { registered: 'reset', discovered: 'warn', modules: [], timeout: 2_000 },
  limits: {},
  adapters: [],
  rulePacks: [],
}
