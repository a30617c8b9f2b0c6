import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readFile } from '../../loading/read-file'
import { UsageError } from '../../terminal/usage-error'
import { memberOf, parseJsonObject, setMember } from './json-edits'
import type { Change } from './plan-types'
import { applyEdits } from './text-edits'

const tests = 'npx --no-install jest --onlyChanged --passWithNoTests'
const eslint = 'npx --no-install eslint'
const staged = `git diff --cached --name-only -z --diff-filter=ACMR -- '*.[jt]s' '*.[cm][jt]s' '*.[jt]sx' | xargs -0 -r ${eslint}`

/**
 * Before each commit the staged files are linted, where ESLint has the rules, and the tests of what has changed run: a
 * leak stops it. Written for the tool that the project uses: lefthook, simple-git-hooks, husky, else git's own hooks.
 * `planned`: what is to become of a file otherwise. A string says why it has to be done by hand.
 */
export function addHook(cwd: string, planned: (file: string) => Change | undefined): Change | string {
  const lines = [...(lints(cwd) ? [staged] : []), tests]
  const lefthook = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml']
    .map((name) => join(cwd, name))
    .find((file) => existsSync(file))
  if (lefthook !== undefined) return inLefthook(lefthook, lines)
  return inSimpleGitHooks(cwd, lines, planned) ?? inShell(cwd, lines)
}

function inShell(cwd: string, lines: readonly string[]): Change | string {
  const isHusky = existsSync(join(cwd, '.husky'))
  const file = resolve(cwd, isHusky ? '.husky' : hooksDirectory(cwd), 'pre-commit')
  const before = textOf(file)
  const missing = lines.filter((line) => before?.includes(line) !== true)
  const shared = { file, before, mode: 0o755 }
  if (before !== undefined && missing.length === 0) return { ...shared, after: before }
  const isShell = before === undefined || /^#!.*\bsh\b/.test(before) || (!before.startsWith('#!') && isHusky)
  if (!isShell) return `the hook ${file} is no shell script: let it run ${missing.join(' && ')}`
  const head = before === undefined ? (isHusky ? '' : '#!/bin/sh\nset -e\n') : `${before.trimEnd()}\n`
  return { ...shared, after: `${head}${missing.join('\n')}\n` }
}

function inLefthook(file: string, lines: readonly string[]): Change | string {
  const before = textOf(file) ?? ''
  if (lines.every((line) => before.includes(line === staged ? eslint : line)))
    return { file, before, after: before }
  if (/^pre-commit:/m.test(before))
    return `${file} has a \`pre-commit\` of its own: let it run ${lines.join(' && ')}`
  const commands = lines.flatMap((line) =>
    line === staged
      ? [
          '    leakguard-lint:',
          "      glob: '*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'",
          `      run: ${eslint} {staged_files}`,
        ]
      : ['    leakguard-tests:', `      run: ${line}`],
  )
  const head = before.trim() === '' ? '' : `${before.trimEnd()}\n\n`
  return { file, before, after: `${head}${['pre-commit:', '  commands:', ...commands].join('\n')}\n` }
}

function inSimpleGitHooks(
  cwd: string,
  lines: readonly string[],
  planned: (file: string) => Change | undefined,
): Change | undefined {
  const file = join(cwd, 'package.json')
  const before = textOf(file)
  const text = planned(file)?.after ?? before
  const hooks =
    text === undefined
      ? undefined
      : memberOf(parseJsonObject(text) ?? ({ properties: [] } as never), 'simple-git-hooks')
  if (text === undefined || hooks?.type !== 'ObjectExpression') return undefined
  const own = memberOf(hooks, 'pre-commit')
  const commands = own?.type === 'StringLiteral' ? [own.value] : []
  const missing = lines.filter((line) => !commands.join().includes(line))
  const value = JSON.stringify([...commands, ...missing].join(' && '))
  const after = missing.length === 0 ? text : applyEdits(text, [setMember(text, hooks, 'pre-commit', value)])
  return { file, before, after }
}

/** Has the project's ESLint the rules? */
function lints(cwd: string): boolean {
  return readdirSync(cwd).some(
    (name) =>
      /^eslint\.config\.[cm]?[jt]s$/.test(name) &&
      textOf(join(cwd, name))?.includes('jest-leakguard/eslint') === true,
  )
}

function textOf(file: string): string | undefined {
  const content = readFile(file)
  return content === undefined ? undefined : String(content)
}

function hooksDirectory(cwd: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--git-path', 'hooks'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    throw new UsageError(`\`--hooks\` needs a git repository, ${cwd} is in none`)
  }
}
