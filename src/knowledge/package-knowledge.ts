import type { ProcessWideRule } from '../options/process-wide-rule'

/** All that is known of one npm package by its name; pure data, read by those who measure, decide and word. */
export interface PackageKnowledge {
  readonly package: string
  /** Where its documentation or source shows it. */
  readonly link: string
  /**
   * How what it opens is shut down, as a line of code for the clean-up hook, in the names that its documentation uses.
   * Its users know it by this call: not by that of the socket or timer below it.
   */
  readonly close?: string
  /** The same for some resource types, where what opens a server is closed by another call than a client. */
  readonly closeByType?: Readonly<Record<string, string>>
  /** The same for what some of its functions hand back, by what a frame of theirs says; without the marks of code. */
  readonly closeByFrame?: readonly (readonly [frame: RegExp, call: string])[]
  /** What of its exports makes something that has to be closed: what the lint rules look for. */
  readonly makes?: readonly Maker[]
  /** Where none of its calls ends what it opens: what opens nothing in the first place, as a whole sentence of help. */
  readonly instead?: string
  /** How it ends a transaction that it has begun, on a connection that others go on using. */
  readonly rollback?: string
  /** How it gives back a connection that it was lent; the pool waits for it. @default what ends its transaction */
  readonly release?: string
  /**
   * It opens nothing until the project calls it, and loses its line on the way: it is compiled to promises that V8
   * cannot follow back. What it opens is its caller's leak, though no line tells.
   */
  readonly losesCaller?: true
  /** Its users know it as that package, and call that one. */
  readonly partOf?: string
  /**
   * Methods by which the project puts something to work that is opened some turns later, by then with nothing but the
   * package on the stack. Their caller is remembered.
   */
  readonly calls?: readonly ObservedCalls[]
  /** Objects that open something for whoever asks first, and keep it for everybody. */
  readonly lazyObjects?: readonly LazyObject[]
  /** What it leaves open for a moment when it is used rightly, and nobody can close. */
  readonly harmless?: readonly Harmless[]
  /** What it keeps for as long as the process lives. */
  readonly processWide?: readonly Omit<ProcessWideRule, 'package'>[]
}

/** A class or a function whose object stays open until it is closed. */
export interface Maker {
  /** The name of the export, `default` for the module itself; `Class.method` for static ones. */
  readonly name: string
  /** The methods that close the object; with a dot, or called with it, a function: `clearInterval`. */
  readonly close: readonly string[]
  /** It holds nothing open before one of these methods was called. */
  readonly opens?: readonly string[]
  /** Its resource type, as in docs/types.md, where it has one. */
  readonly type?: string
  /** It is open only where its options say so: `keepAlive: true`. */
  readonly option?: string
  /** It opens nothing of its own where its options say one of these: `noServer`, `connect: false`. */
  readonly unless?: readonly string[]
  /** It opens nothing when it is called without arguments. */
  readonly needsArguments?: true
}

/** Objects that no adapter knows: pools of `pg`, `mysql2`, `mongodb` and `undici` know what they have opened. */
export interface LazyObject {
  /** Where only some of what the package opens is such an object's: what a frame of that object says. */
  readonly frame?: RegExp
  /** The package's innermost frame where one is made; without it nobody sees who has made it. */
  readonly maker?: RegExp
}

export interface ObservedCalls {
  /** The class, among what the package exports. */
  readonly exported: string
  readonly methods: readonly string[]
}

export interface Harmless {
  /** A resource type, as in docs/types.md. */
  readonly type: string
  /** What the frame of the package's function that opens it says. */
  readonly fn: RegExp
  readonly reason: string
}
