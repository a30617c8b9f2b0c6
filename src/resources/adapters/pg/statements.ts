/** What a statement does to the session that runs it, beyond its own result. */
export type Effect =
  | { readonly kind: 'begin' }
  | { readonly kind: 'finish'; readonly rollback: boolean }
  | {
      readonly kind: 'lock'
      readonly key: string
      readonly tries: boolean
      readonly unlock: string | undefined
    }
  | { readonly kind: 'unlock'; readonly key: string | undefined }
  | { readonly kind: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly kind: 'discard' }

/** More of a text than this is data. */
const considered = 10_000

/** Most statements have none of these words. */
const telling =
  /\b(?:begin|start|commit|end|rollback|abort|prepare|listen|unlisten|discard|pg_(?:try_)?advisory_)/i

const ignored = /\/\*[\s\S]*?\*\/|--[^\n]*/g
const lock = /\bpg_(try_)?advisory_(un)?lock(_shared)?\s*\(((?:[^()]|\([^()]*\))*)\)/gi
const wholeLock =
  /^\s*select\s+pg_(?:try_)?advisory_lock(_shared)?\s*\(((?:[^()]|\([^()]*\))*)\)[\s\w"]*;?\s*$/i
const oneStatement = /(?:'(?:[^']|'')*'|"[^"]*"|[^;'"])+/g
const channel = String.raw`("(?:[^"]|"")+"|[\w$.]+|\*)`
const listen = new RegExp(String.raw`^(un)?listen\s+${channel}`, 'i')

/** Of short texts without values, such as `BEGIN`: a suite sends the same ones again and again. */
const known = new Map<string, readonly Effect[]>()

/** So many are remembered, and so long they may be. */
const mostKnown = 200
const longestKnown = 100

/**
 * The effects of a query's text, in their order. Texts are read, not parsed: what they do inside functions of
 * the server stays unseen.
 */
export function effectsOf(text: string, values: readonly unknown[]): readonly Effect[] {
  const before = known.get(text)
  if (before !== undefined && values.length === 0) return before
  const effects = readEffects(text, values)
  if (values.length === 0 && text.length <= longestKnown && known.size < mostKnown) known.set(text, effects)
  return effects
}

function readEffects(text: string, values: readonly unknown[]): Effect[] {
  const head = text.slice(0, considered)
  if (!telling.test(head)) return []
  const bare = head.replace(ignored, ' ')
  // A function's body contains statements that are not run now.
  const statements = /\$\w*\$/.test(bare) ? [bare] : (bare.match(oneStatement) ?? [])
  return statements.flatMap((statement) => effectsOfOne(statement.trim(), values))
}

function effectsOfOne(statement: string, values: readonly unknown[]): Effect[] {
  if (/^(?:begin\b|start\s+transaction\b)/i.test(statement)) return [{ kind: 'begin' }]
  if (/^(?:rollback|abort)\b(?!.*\bto\b)/i.test(statement)) return [{ kind: 'finish', rollback: true }]
  if (/^(?:commit|end|prepare\s+transaction)\b/i.test(statement)) return [{ kind: 'finish', rollback: false }]
  if (/^discard\s+all\b/i.test(statement)) return [{ kind: 'discard' }]
  const [, un, name] = listen.exec(statement) ?? []
  if (name !== undefined)
    return [{ kind: un === undefined ? 'listen' : 'unlisten', channel: channelOf(name) }]
  return locksIn(statement, values)
}

function locksIn(statement: string, values: readonly unknown[]): Effect[] {
  if (/\bpg_advisory_unlock_all\b/i.test(statement)) return [{ kind: 'unlock', key: undefined }]
  return Array.from(statement.matchAll(lock), ([, tries, un, shared = '', args = '']): Effect => {
    const key = `${shared.toLowerCase()}(${keyOf(args, values)})`
    if (un !== undefined) return { kind: 'unlock', key }
    const unlock = wholeLock.test(statement) ? `select pg_advisory_unlock${shared}(${args})` : undefined
    return { kind: 'lock', key, tries: tries !== undefined, unlock }
  })
}

/** Equal for the same lock, whether its number stands in the text or among the values. */
function keyOf(args: string, values: readonly unknown[]): string {
  return args
    .replace(/\$(\d+)/g, (_, index: string) => String(values[Number(index) - 1]))
    .replace(/::\s*\w+|['"\s]/g, '')
}

/** Names fold to lower case unless they are quoted. */
function channelOf(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
