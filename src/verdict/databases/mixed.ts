import { functionOf } from '../accepted/fingerprint'
import type { Frame } from '../leak'

/** A database that was opened, as far as it matters here. */
export interface Opening {
  /** `SQLite`, `PostgreSQL` ... */
  readonly database: string
  readonly ownerId: number
  /** Titles of the describe blocks around the code that opened it, outermost first. */
  readonly block: readonly string[]
  /** The creation stack, innermost first. */
  readonly frames: readonly Frame[]
}

/** One factory or singleton that opened databases of several kinds in one test file. */
export interface Mixed {
  readonly databases: readonly string[]
  /** The function or class. */
  readonly through: string
  readonly file: string
  readonly line: number
}

/** One call of a function that opened something. */
interface Call {
  readonly opening: Opening
  readonly frame: Frame
  /** Its names: a source map may put the name of what is called in the place of the caller's. */
  readonly names: readonly string[]
  readonly caller: string | undefined
}

/** Undefined: every kind of database has a way or a block of its own, or one call opens both on purpose. */
export function findMixed(openings: readonly Opening[]): Mixed | undefined {
  const calls = openings.flatMap(callsOf)
  for (const call of calls) {
    for (const name of call.names) {
      const same = calls.filter(({ frame, names }) => frame.file === call.frame.file && names.includes(name))
      const alone = same.filter((each) => !same.some((other) => opensAsWell(each, other)))
      const mixed = alone.filter((each) => alone.some((other) => isMixedWith(each.opening, other.opening)))
      const databases = [...new Set(mixed.map(({ opening }) => opening.database))].sort()
      const { file, line } = call.frame
      if (databases.length > 1 && file !== undefined && line !== undefined)
        return { databases, through: name, file, line }
    }
  }
  return undefined
}

function callsOf(opening: Opening): Call[] {
  const frames = opening.frames.filter(({ kind }) => kind === 'project')
  // The test itself is no factory: source maps give it the name of what it calls.
  const factories = frames.at(-1)?.text.startsWith('at Object.') === true ? frames.slice(0, -1) : frames
  return factories.map((frame, index) => {
    const above = frames[index + 1]
    const names = [frame, above].flatMap((each) => (each === undefined ? [] : functionOf(each)))
    return { opening, frame, names: names.filter((name) => name !== ''), caller: above?.text }
  })
}

/** Blocks of their own, each with a database of its own, are on purpose. */
function isMixedWith(one: Opening, other: Opening): boolean {
  if (one.database === other.database) return false
  const depth = Math.min(one.block.length, other.block.length)
  return one.block.slice(0, depth).every((title, index) => title === other.block[index])
}

/** The same call opened a database of another kind; after an `await` nothing tells who has called. */
function opensAsWell(one: Call, other: Call): boolean {
  return (
    one.opening.database !== other.opening.database &&
    one.opening.ownerId === other.opening.ownerId &&
    (one.caller === other.caller || one.caller === undefined || other.caller === undefined)
  )
}
