import { type Role } from '../why/roles'
import type { Described, Held, Holder, Place } from './holders/holder'

/** How paths and roles are told. */
export interface Telling {
  readonly shown: (file: string) => string
  readonly roleOf: (file: string) => Role | undefined
}

type Kind = Holder['kind']
type Of<K extends Kind> = Extract<Holder, { kind: K }>

interface Wording<K extends Kind> {
  /** What the line did, to go behind `src/logger.ts:12`. */
  did(holder: Of<K>, telling: Telling): string
  help(holder: Of<K>, telling: Telling): string
}

const wordings: { readonly [K in Kind]: Wording<K> } = {
  listener: {
    did: ({ event, emitter }, telling) => `added a listener for "${event}" to ${paths(emitter, telling)}`,
    help: ({ event }) => `take it off in \`afterAll\`: \`.off('${event}', listener)\``,
  },
  timer: {
    did: ({ call }) => `called \`${call}()\`, and nobody cleared it`,
    help: ({ call }) => `\`${call.replace('set', 'clear')}(timer)\` in \`afterAll\``,
  },
  channel: {
    did: ({ name }) => `subscribed to the diagnostics channel "${name}"`,
    help: ({ name }) => `\`unsubscribe('${name}', onMessage)\` in \`afterAll\``,
  },
  replaced: {
    did: ({ key }) => `replaced \`${key}\` for every file of the process`,
    help: ({ key }) =>
      `put the original \`${key}\` back in \`afterAll\`, or use \`jest.spyOn()\` and \`restoreMocks\``,
  },
  property: {
    did: ({ object, key }) => `set \`${key}\` of ${object}, which all files share`,
    help: ({ key }) => `delete \`${key}\` in \`afterAll\`, or keep it on \`globalThis\``,
  },
  finalization: {
    did: (holder, telling) => `registered a value with a FinalizationRegistry${heldBy(holder, telling)}`,
    help: () => 'call `unregister()` in `afterAll`, or register a string or number instead of an object',
  },
  'async-store': {
    did: ({ by }) => `set the store of an AsyncLocalStorage, in which ${by} was begun that is not over`,
    help: () => 'end in `afterAll` what was begun inside `run()`',
  },
  promise: {
    did: (holder, telling) => `waits for a promise that nobody settles${heldBy(holder, telling)}`,
    help: () => 'settle or abort it in `afterAll`',
  },
  variable: {
    did: ({ variable, file }, telling) => {
      const role = telling.roleOf(file)
      return `${role === undefined ? '' : `(${role}) `}has one \`${variable}\` for all files`
    },
    help: ({ variable }) =>
      `empty \`${variable}\` after each file, or keep copies in it (text, numbers, JSON)`,
  },
  native: {
    did: ({ what }) => `gave something to a native add-on or handle (${what})`,
    help: () => 'close what belongs to the add-on in `afterAll`',
  },
  jest: {
    did: ({ package: name }) => `is held by ${name} itself`,
    help: () => 'nothing to do in the project',
  },
  other: {
    did: ({ chain }) => `is reachable from outside the sandbox by ${chain}`,
    help: () => 'look it up in the heap snapshot: `--out kept.heapsnapshot`',
  },
}

/** `src/logger.ts:12 added a listener for "exit" to the real process, which keeps `onExit` → its module → the file's global`. */
export function sentence({ holder, held, site }: Described, telling: Telling): string {
  const place = site ?? (holder.kind === 'variable' ? undefined : held.place)
  const elsewhere = holder.kind === 'variable' ? telling.shown(holder.file) : 'a line of this file'
  const subject = place === undefined ? elsewhere : at(place, telling)
  return `${subject} ${wordingOf(holder).did(holder, telling)}, which keeps ${chain(held, site, telling)}`
}

export function help({ holder }: Described, telling: Telling): string {
  return wordingOf(holder).help(holder, telling)
}

export function at({ file, line }: Place, { shown }: Telling): string {
  return `${shown(file)}:${String(line)}`
}

function chain({ what, place }: Held, site: Place | undefined, telling: Telling): string {
  const isElsewhere =
    place !== undefined && site !== undefined && (site.file !== place.file || site.line !== place.line)
  const written = isElsewhere ? ` (${at(place, telling)})` : ''
  return place === undefined
    ? `${what} → the file's global`
    : `${what}${written} → its module → the file's global`
}

function heldBy(
  { variable, file }: { variable: string | undefined; file: string | undefined },
  telling: Telling,
): string {
  return variable === undefined || file === undefined ? '' : ` (\`${variable}\` of ${told(file, telling)})`
}

/** `env.js, the test environment`. */
function told(file: string, { shown, roleOf }: Telling): string {
  const role = roleOf(file)
  return role === undefined ? shown(file) : `${shown(file)} (${role})`
}

/** Paths inside of what an emitter is called. */
function paths(emitter: string, { shown }: Telling): string {
  return emitter.replace(/(?<= of )(.*)(?= holds$)/, (file) => shown(file))
}

/** The table has the right entry for each kind, which the compiler cannot follow. */
function wordingOf(holder: Holder): Wording<Kind> {
  return wordings[holder.kind] as unknown as Wording<Kind>
}

export function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} MB`
}
