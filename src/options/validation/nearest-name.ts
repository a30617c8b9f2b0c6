/**
 * The name among `names` that `given` was most likely meant to be, or `undefined` when none is near.
 * Compares without case; a swapped pair of letters counts as one slip, and there may be `limit` at most.
 */
export function nearestName(given: string, names: readonly string[], limit = Infinity): string | undefined {
  const wanted = given.trim().toLowerCase()
  // One slip per three letters: enough for a typo, too little for a different word.
  const most = Math.min(limit, Math.floor(Math.max(wanted.length, 3) / 3))
  // Whoever pastes a document by mistake must not wait for its edit distance.
  if (wanted === '' || wanted.length > 64) return undefined
  let nearest: string | undefined
  let fewest = most + 1
  for (const name of names) {
    const slips = countSlips(wanted, name.toLowerCase())
    if (slips < fewest) {
      nearest = name
      fewest = slips
    }
  }
  return nearest
}

/** Damerau-Levenshtein distance (optimal string alignment), kept to three rows. */
function countSlips(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(beforePrevious, column - 2) + 1 : Infinity,
      )
    }
    beforePrevious = previous
    previous = current
  }
  return at(previous, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
