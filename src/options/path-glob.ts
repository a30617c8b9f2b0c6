/**
 * Does a path with forward slashes match? `*` and `?` stay within a name, `**` crosses directories, `{a,b}` are
 * alternatives; a pattern that ends with a slash means everything below. Node's own matcher came with Node 22.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const whole = pattern.replace(/^\.\//, '').replace(/\/$/, '/**')
  return new RegExp(`^${whole.replace(token, translate)}$`).test(path)
}

const token = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[\\^$+.()|[\]{}]/g

function translate(part: string): string {
  switch (part) {
    case '**/':
      return '(?:.*/)?'
    case '**':
      return '.*'
    case '*':
      return '[^/]*'
    case '?':
      return '[^/]'
  }
  if (part.length === 1) return `\\${part}`
  const alternatives = part.slice(1, -1).split(',')
  return `(?:${alternatives.map((text) => text.replace(token, translate)).join('|')})`
}
