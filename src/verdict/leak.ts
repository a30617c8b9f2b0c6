import type { Severity } from '../options/severity'
import type { StateType } from '../options/state-types'

/** Makes the project's objects and ends them: what one of them opens, another method of it closes. */
export type Framework = 'angular' | 'nest'

/** Stable codes of resource types: the same word in messages, options, allowances, baseline and docs. */
export type LeakType =
  | 'timer'
  | 'unref-timer'
  | 'immediate-loop'
  | 'tcp-server'
  | 'tls-server'
  | 'http-server'
  | 'https-server'
  | 'http2-server'
  | 'unix-server'
  | 'tcp-socket'
  | 'tls-socket'
  | 'unix-socket'
  | 'udp-socket'
  | 'dns-request'
  | 'pipe'
  | 'http-agent'
  | 'http-response'
  | 'http2-session'
  | 'http2-stream'
  | 'child-process'
  | 'worker-thread'
  | 'message-port'
  | 'broadcast-channel'
  | 'inspector-session'
  | 'file-watcher'
  | 'file-stream'
  | 'file-handle'
  | 'file-descriptor'
  | 'directory'
  | 'readline'
  | 'zlib-stream'
  | 'stdin'
  | 'pg-pool'
  | 'pg-client'
  | 'pg-transaction'
  | 'pg-query'
  | 'pg-advisory-lock'
  | 'pg-listen'
  | 'sqlite-database'
  | 'sqlite-transaction'
  | 'sqlite-iterator'
  | 'sqlite-wal'
  | 'mysql-pool'
  | 'mysql-connection'
  | 'mongo-client'
  | 'redis-client'
  | 'connection-churn'
  | 'singleton'
  | 'discovered-singleton'
  | StateType

export type OwnerKind = 'test' | 'describe' | 'file'

/** Who opened a resource, as plain data. */
export interface Owner {
  readonly kind: OwnerKind
  /** Titles from the outermost describe block to the test; empty for the file. */
  readonly path: readonly string[]
  /** Absolute path of the test file. */
  readonly file: string
}

export type FrameKind = 'project' | 'dependency' | 'node' | 'jest' | 'own'

/** One line of a creation stack. */
export interface Frame {
  readonly kind: FrameKind
  /** The line as V8 printed it, without indentation: `at fn (file:line:column)`. */
  readonly text: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Name of the npm package the file belongs to, for dependencies. */
  readonly package?: string
  /** True for the frames in which a module is being loaded. */
  readonly loadsModule: boolean
}

/** `open`: keeps the process alive; `unref`: open without that; `closing`: its close has begun. */
export type OpenState = 'open' | 'unref' | 'closing'

export type FactValue = string | number | boolean | undefined
export type Facts = Readonly<Record<string, FactValue>>

/** What the measuring layer knows about one open resource; plain data. */
export interface Observation {
  readonly id: number
  readonly type: LeakType
  readonly ownerId: number
  readonly owner: Owner
  readonly state: OpenState
  /** It may still be over by itself: to be judged later. */
  readonly finite?: boolean | undefined
  /** Creation stacks, outermost tracked object first. */
  readonly traces: readonly (readonly Frame[])[]
  /** The one of `traces` that says where it was made, when it was put to work later. */
  readonly made?: readonly Frame[] | undefined
  /** Which of the stacks are those of callbacks that led to it, or to a part of it. */
  readonly origins?: readonly (readonly Frame[])[] | undefined
  /** Where its owner made objects of packages: one of those may have opened it later. */
  readonly beginnings?: readonly (readonly Frame[])[]
  /** False when nothing but the running file says whose it is. */
  readonly attributed: boolean
  readonly facts: Facts
  /** The hook that was running for its test when it was opened. */
  readonly hook: string | undefined
  /** The same for those of one cause, whatever their lines; only compared. */
  readonly cause?: unknown
  /** Equal for those of one type of which one could have served. */
  readonly reuse?: string | undefined
}

/** A package, in the version that is installed. */
export interface NamedPackage {
  readonly name: string
  readonly version: string | undefined
}

/** Why a leak is accepted. */
export interface Acceptance {
  readonly by: 'allowance' | 'baseline' | 'rule'
  readonly reason: string
  /** Where the allowance was written, the baseline, or which rules say that it lives as long as the process. */
  readonly where: string
}

/** A judged leak: everything that messages, records and reports say about it. */
export interface Leak {
  readonly type: LeakType
  readonly severity: Exclude<Severity, 'off'>
  readonly owner: Owner
  readonly ownerId: number
  readonly count: number
  /** One could have served for all of them. */
  readonly couldBeOne?: boolean
  /** Equal for leaks that one line opened, whoever owns them. */
  readonly site: string
  readonly hook: string | undefined
  readonly state: OpenState
  /** It may still be over by itself: it is no leak yet. */
  readonly finite?: boolean | undefined
  readonly facts: Facts
  /** Of one for each other kind of thing that the same call opened: an interval beside a time-out. */
  readonly unlike?: readonly Facts[] | undefined
  /** The frames that are shown, innermost first. */
  readonly frames: readonly Frame[]
  /** The frames of the project and of packages, innermost first, whatever is shown. */
  readonly chain: readonly Frame[]
  /** Its identity across runs, for baselines and reports. */
  readonly fingerprint: string
  /** Set when it is known and accepted: it fails nobody. */
  readonly accepted?: Acceptance | undefined
  /** Why an allowance that is meant for it does not accept it. */
  readonly notAllowed?: string | undefined
  /** No line of the project opened it. */
  readonly thirdParty: boolean
  /** The package whose code opened it, the innermost; undefined where the project's own did, or nobody knows. */
  readonly opener: NamedPackage | undefined
  /** The call that ends the object that the project holds, where nothing is known of the package but its source. */
  readonly endCall?: string | undefined
  /** An effect of a component of the project opened it, or such a method of a class, or an object that a framework makes. */
  readonly effect?: 'hook' | 'class' | Framework | undefined
  /** The package that the project called, the outermost. */
  readonly through: NamedPackage | undefined
  /**
   * The package whose object the project holds: the outermost that is known to have a call to end it, else the
   * outermost of all. Help is about this one.
   */
  readonly helper: NamedPackage | undefined
  /** Lines of the project, of which one has made the object that opened it: nobody can tell which. */
  readonly likelyLines?: readonly string[] | undefined
  /** Every package between the resource and the project, innermost first. */
  readonly packages: readonly string[]
  /** Ids of the observations that were merged into this leak. */
  readonly members: readonly number[]
}
