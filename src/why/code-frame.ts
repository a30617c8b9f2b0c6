/** Lines before and after the one that is meant. */
const around = 2

/** Some lines of `source` with a mark at the line and column, both counted from 1; empty when there is no such line. */
export function codeFrame(source: string, line: number, column: number | undefined): string[] {
  const lines = source.split(/\r?\n/)
  if (lines[line - 1] === undefined) return []
  const first = Math.max(1, line - around)
  const last = Math.min(lines.length, line + around)
  const width = String(last).length
  return lines.slice(first - 1, last).flatMap((text, index) => {
    const number = first + index
    const shown = `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${text}`.trimEnd()
    if (number !== line || column === undefined) return [shown]
    // Tabs stay tabs, so that the mark stands where the eye expects it.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
    return [shown, `  ${' '.repeat(width)} | ${indent}^`]
  })
}
