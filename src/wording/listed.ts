/** `a.test.js`, `a.test.js and 1 more file`, `a.test.js and 112 more files`: the first in order, the rest as a number. */
export function firstAndMore(names: readonly string[], noun: string): string {
  const [first = '', ...others] = [...new Set(names)].sort()
  return others.length === 0 ? first : `${first} and ${more(others.length, noun)}`
}

/** The first lines; when there are more, a last line says how many. */
export function capped(lines: readonly string[], most: number, noun: string): string[] {
  const rest = lines.length - most
  // A line that says "and 1 more" takes as much room as the one that it hides.
  return rest <= 1 ? [...lines] : [...lines.slice(0, most), `and ${more(rest, noun)}`]
}

/** `1 more file`, `2 more files`. */
function more(n: number, noun: string): string {
  return `${String(n)} more ${noun}${n === 1 ? '' : 's'}`
}
