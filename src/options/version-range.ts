type Version = readonly [major: number, minor: number, patch: number]

/** From the first version up to, and without, the second. */
interface Bounds {
  readonly from: Version
  readonly below: Version
}

const comparator =
  /^(\^|~|>=|<=|>|<|=)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-[\w.-]+)?(?:\+[\w.-]+)?$/
const zero: Version = [0, 0, 0]
const endless: Version = [Infinity, 0, 0]

/**
 * Is `version` in `range`? Understands what a package.json usually says: `1`, `1.x`, `^1.2`, `~1.2.3`, `>=1.2 <3`,
 * alternatives with `||`. A prerelease counts as its release: the environment loads no library for this.
 */
export function isInRange(version: string, range: string): boolean {
  const exact = boundsOf(version)?.from
  const alternatives = parseRange(range)
  if (exact === undefined || alternatives === undefined) return false
  return alternatives.some((all) =>
    all.every(({ from, below }) => compare(exact, from) >= 0 && compare(exact, below) < 0),
  )
}

/** Can `isInRange` read this? */
export function isRange(range: string): boolean {
  return parseRange(range) !== undefined
}

/** Alternatives of conditions that must all hold. */
function parseRange(range: string): Bounds[][] | undefined {
  const alternatives: Bounds[][] = []
  for (const alternative of range.split('||')) {
    // `>= 1.2` is one comparator.
    const parts = alternative.trim().replace(/([<>=^~])\s+/g, '$1')
    const bounds = parts.split(/\s+/).map(boundsOf)
    if (bounds.includes(undefined)) return undefined
    alternatives.push(bounds.filter((one) => one !== undefined))
  }
  return alternatives
}

function boundsOf(text: string): Bounds | undefined {
  const match = comparator.exec(text)
  if (match === null) return undefined
  const [, operator = '', ...parts] = match as (string | undefined)[]
  const wildcard = parts.findIndex((part) => !/^\d+$/.test(part ?? ''))
  const numbers = parts.slice(0, wildcard === -1 ? undefined : wildcard).map(Number)
  const from: Version = [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0]
  const last = numbers.length - 1
  const next = bump(from, last)
  const firstNonZero = numbers.findIndex((number) => number > 0)
  switch (operator) {
    case '^':
      return { from, below: bump(from, firstNonZero === -1 ? last : firstNonZero) }
    case '~':
      return { from, below: bump(from, Math.min(1, last)) }
    case '>=':
      return { from, below: endless }
    case '>':
      return { from: next, below: endless }
    case '<':
      return { from: zero, below: from }
    case '<=':
      return { from: zero, below: next }
    default:
      return { from, below: next }
  }
}

/** The first version in which the number at `index` is higher. */
function bump([major, minor, patch]: Version, index: number): Version {
  if (index < 0) return endless
  if (index === 0) return [major + 1, 0, 0]
  return index === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1]
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
