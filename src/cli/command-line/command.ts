import type { Terminal } from '../../terminal/terminal'

/** One option of a command; help and checks read the same table. */
export interface OptionSpec {
  /** `boolean`: a switch; `string`: takes a value. */
  readonly type: 'boolean' | 'string'
  /** One line for `--help`. */
  readonly summary: string
}

/** What a command gets to work with. */
export interface CommandInput {
  /** The options that were given, by name without dashes. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Arguments that are no options. */
  readonly positionals: readonly string[]
  /** Everything after `--`, as typed. */
  readonly rest: readonly string[]
  /** The directory that the user is in. */
  readonly cwd: string
  readonly terminal: Terminal
}

/** One word after `leakguard`. To add one, list it in `commands.ts`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Without the leading `leakguard`. */
  readonly usage: string
  /** What the summary leaves out, for the command's own `--help`. */
  readonly details: readonly string[]
  readonly options: Readonly<Record<string, OptionSpec>>
  /** What its first positional may be, for completion. */
  readonly words?: readonly string[]
  /** How many positionals it takes at most. */
  readonly maxPositionals: number
  /** Does it pass what stands after `--` on? */
  readonly takesRest: boolean
  /** Is it about a project that has this package? Elsewhere it says what to install. */
  readonly needsPackage?: boolean
  /** Returns the exit code; throws UsageError for what the user can put right. */
  run(input: CommandInput): Promise<number>
}
