/**
 * Does a path with forward slashes match? `*` and `?` stay within a name, `**` crosses directories, `{a,b}` are
 * alternatives; a pattern that ends with a slash means everything below. Node's own matcher came with Node 22.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const whole = pattern.replace(/^\.\//, '').replace(/\/$/, '/**')
  return endsOf(whole, path, new Set([0])).has(path.length)
}

type Places = ReadonlySet<number>

const part = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^]/g

/**
 * Where in the path the pattern can end that begins at one of `starts`. All of them are followed at once: a regular
 * expression would try one after the other, for hours where a pattern has many stars.
 */
function endsOf(pattern: string, path: string, starts: Places): Places {
  let places = starts
  for (const [text] of pattern.matchAll(part)) places = afterPart(text, path, places)
  return places
}

function afterPart(text: string, path: string, places: Places): Places {
  switch (text) {
    case '**/':
      return spread(path, places, (index) => path[index - 1] === '/')
    case '**':
      return spread(path, places, () => true)
    case '*':
      return withinNames(path, places)
    case '?':
      return step(path, places, (character) => character !== '/')
  }
  if (text.length === 1) return step(path, places, (character) => character === text)
  const alternatives = text.slice(1, -1).split(',')
  return new Set(alternatives.flatMap((each) => [...endsOf(each, path, places)]))
}

/** Behind one character. */
function step(path: string, places: Places, fits: (character: string) => boolean): Places {
  return new Set(
    [...places].flatMap((index) => (index < path.length && fits(path.charAt(index)) ? [index + 1] : [])),
  )
}

/** What was reached, and wherever behind that it fits. */
function spread(path: string, places: Places, fits: (index: number) => boolean): Places {
  const reached = new Set<number>()
  for (let index = 0; index <= path.length; index++) {
    if (places.has(index) || (reached.size > 0 && fits(index))) reached.add(index)
  }
  return reached
}

/** What was reached, and the rest of the names there. */
function withinNames(path: string, places: Places): Places {
  const reached = new Set<number>()
  for (let index = 0; index <= path.length; index++) {
    if (places.has(index) || (reached.has(index - 1) && path[index - 1] !== '/')) reached.add(index)
  }
  return reached
}
