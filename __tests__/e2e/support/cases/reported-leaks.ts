/** A leak as Jest prints it. Places are `file:line`. */
export interface ReportedLeak {
  /** The test's path, or Jest's words for a file that failed as a whole. */
  readonly owner: string
  readonly headline: string
  readonly help: string | undefined
  /** The rows below the headline, `help` included, by label. */
  readonly rows: Readonly<Record<string, string>>
  /** The line that the code frame points at. */
  readonly opened: string | undefined
  /** The line of the test file on the way there. */
  readonly calledFrom: string | undefined
}

/** Reads the leaks out of what Jest's default reporter printed. */
export function reportedLeaks(output: string): ReportedLeak[] {
  return output
    .split(/^ {2}● /m)
    .filter((block) => /^ {4}LeakError: /m.test(block))
    .map((block) => {
      const places = projectPlaces(block)
      return {
        owner: block.slice(0, block.indexOf('\n')),
        headline: /^ {4}LeakError: (.*)$/m.exec(block)?.[1] ?? '',
        help: rowsOf(block)['help'],
        rows: rowsOf(block),
        opened: places[0],
        calledFrom: places.at(-1),
      }
    })
}

function rowsOf(block: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(block.matchAll(/^ {6}([a-z]+): +(.*)$/gm), ([, label = '', text = '']) => [label, text]),
  )
}

function projectPlaces(block: string): string[] {
  return Array.from(block.matchAll(/^ {6}at .*?([^\s()]+:\d+):\d+\)?$/gm), ([, place = '']) => place).filter(
    (place) => !place.includes('node_modules'),
  )
}
