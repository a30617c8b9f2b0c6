/** The longest shape that fits a row of a message. */
const longest = 80

/** More of a statement than this is data. */
const considered = 2_000

/** Everything in SQL that holds a value, or may, and names in quotes, which may look as if they did. */
const parts = new RegExp(
  [
    String.raw`\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*`,
    '"(?:[^"]|"")*(?:"|$)',
    String.raw`\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)`,
    String.raw`[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)`,
    String.raw`(?:\b[bBnNxX]|\b[uU]&)?'(?:[^']|'')*(?:'|$)`,
    String.raw`\$\d+`,
    String.raw`(?<![\w$])[-+]?(?:\d[\w.]*|\.\d\w*)(?:(?<=[eE])[-+]\d+)?`,
  ].join('|'),
  'g',
)

/** `SET name = value` and what is said of roles hold values without quotes. */
const assignment = /^(\s*(?:set|alter|create\s+(?:role|user))\b[^=?]*?(?:=|\bto\b|\bpassword\b))[\s\S]*$/i

/**
 * A statement without what it was given: literals, parameters and comments. `select * from users where id = ?`
 * tells which query it is and nothing of anybody's data. What stands in double quotes is a name in PostgreSQL;
 * SQLite and MySQL take it for a value where they find no such name.
 */
export function statementShape(sql: string, doubleQuoted: 'name' | 'value' = 'name'): string {
  const shown = (part: string): string => {
    if (/^(?:--|\/\*)/.test(part)) return ' '
    return part.startsWith('"') && doubleQuoted === 'name' ? part : '?'
  }
  const shape = sql
    .slice(0, considered)
    .replace(parts, shown)
    .replace(/\s+/g, ' ')
    .replace(/\?(?:\s*,\s*\?)+/g, '?, …')
    .replace(assignment, '$1 ?')
    .trim()
    .replace(/;$/, '')
  return shape.length <= longest ? shape : `${shape.slice(0, longest - 1).trimEnd()}…`
}
