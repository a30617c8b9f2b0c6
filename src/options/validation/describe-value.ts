/**
 * Names a value that a user wrote, for an error message: short, on one line, and never the contents of an
 * object or of a string that could be a secret (`process.env` passed by mistake, a connection string).
 */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return 'a bigint'
  if (typeof value === 'string') return describeString(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A key as part of a dotted path: `.types`, `["tcp-server"]`; long or unprintable keys are cut. */
export function pathTo(where: string, key: string): string {
  if (/^[A-Za-z_$][\w$]{0,39}$/.test(key)) return `${where}.${key}`
  const clean = key.replace(/[^\x20-\x7e]/g, '?')
  return `${where}["${clean.length > 40 ? `${clean.slice(0, 39)}…` : clean}"]`
}

/** `"a", "b" or "c"` */
export function listWords(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`
}

// Words of the kind that options are made of are quoted; anything else may be a token or a path with a password.
function describeString(value: string): string {
  if (value === '') return 'an empty string'
  return /^[\w .*-]{1,24}$/.test(value) ? `"${value}"` : `a string of ${value.length} characters`
}
