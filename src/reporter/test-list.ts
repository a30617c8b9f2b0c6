import { plainLine } from '../report/plain-text'
import type { JestFileResult, JestTestCase } from './jest-api'

const marks: Readonly<Record<string, string>> = { passed: '✓', failed: '✕', pending: '○', todo: '✎' }

/**
 * The list of tests as Jest prints it with `--verbose`, which leaves it out for a file that fails as a whole: a leak of
 * a describe block or of the file says nothing about its tests.
 */
export function hiddenTestList({ testExecError, testResults }: JestFileResult): string[] {
  if (testExecError == null || testResults.length === 0) return []
  const lines: string[] = []
  let open: readonly string[] = []
  for (const test of testResults) {
    const common = commonLength(open, test.ancestorTitles)
    for (const [depth, title] of test.ancestorTitles.entries()) {
      if (depth >= common) lines.push(`${'  '.repeat(depth + 1)}${plainLine(title)}`)
    }
    open = test.ancestorTitles
    lines.push(`${'  '.repeat(open.length + 1)}${lineOf(test)}`)
  }
  return lines
}

function lineOf({ title, status, duration }: JestTestCase): string {
  // Jest mentions what took longer than a moment.
  const time = duration != null && duration > 0 ? ` (${String(Math.round(duration))} ms)` : ''
  return `${marks[status] ?? '○'} ${plainLine(title)}${time}`
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = b.findIndex((title, index) => title !== a[index])
  return differs === -1 ? Math.min(a.length, b.length) : differs
}
