import { existsSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

import type { ResolvedRun } from '../runs/configs'

/** What comes after `init`, a line each: what to type, and what it does. */
export function nextSteps(root: string, runs: readonly ResolvedRun[]): string[] {
  const [first] = runs.flatMap(({ from }) => from)
  const steps: (readonly [command: string, what: string])[] = [
    [first ?? 'npx jest', 'leaks fail their tests, each with the line that opened it'],
    [
      'npx jest-leakguard baseline create',
      'in an old code base: what leaks now is known, only new leaks fail',
    ],
  ]
  if (!isIgnored(root)) steps.push(['echo leak-report/ >> .gitignore', 'where reports are written'])
  if (isTypeScript(root))
    steps.push([
      "import 'jest-leakguard'",
      'once, in any .ts file that tsc sees (a setup file, jest.config.ts): `expect(fn).not.toLeak()` has its type',
    ])
  const width = Math.max(...steps.map(([command]) => command.length))
  return ['Next:', ...steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`)]
}

/** Of a directory that is no repository nobody ignores anything. */
function isIgnored(root: string): boolean {
  try {
    execFileSync('git', ['check-ignore', '-q', 'leak-report/leaks.json'], { cwd: root, stdio: 'ignore' })
    return true
  } catch (error) {
    return (error as { status?: unknown }).status !== 1
  }
}

function isTypeScript(root: string): boolean {
  return ['tsconfig.json', 'tsconfig.base.json'].some((name) => existsSync(join(root, name)))
}
