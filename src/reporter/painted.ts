import { styleText } from '../kept/node'
import { theProcess } from '../kept/process'

type Style = 'bold' | 'red' | 'yellow'

/** As Jest's own summary has them. */
const counts: readonly (readonly [RegExp, Style])[] = [
  [/\b\d+ (?:failed|after the end of their file)\b/g, 'red'],
  [/\b\d+ warned\b/g, 'yellow'],
]

/** Labels bold and counts coloured; as it is where stderr shows no colours: `NO_COLOR` and `FORCE_COLOR` win. */
export function painted(text: string, coloured = isColoured()): string {
  return coloured ? text.split('\n').map(paintLine).join('\n') : text
}

function isColoured(): boolean {
  return styleText('bold', '-', { stream: theProcess.stderr }) !== '-'
}

function paintLine(line: string): string {
  const [label = ''] = /^[A-Z]\w*(?: \w+)?: +/.exec(line) ?? []
  if (label === '') return line
  const rest = line.slice(label.length)
  return paint('bold', label) + (label.startsWith('Leaks:') ? counts.reduce(paintCounts, rest) : rest)
}

function paintCounts(text: string, [pattern, style]: (typeof counts)[number]): string {
  return text.replaceAll(pattern, (count) => paint('bold', paint(style, count)))
}

function paint(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false })
}
