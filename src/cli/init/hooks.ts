import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readFile } from '../../loading/read-file'
import type { Change } from '../init'
import { UsageError } from '../command-line/usage-error'

const line = 'npx --no-install jest --onlyChanged --passWithNoTests'

/** The tests of what has changed run before each commit: a leak stops it. Husky's file where it is used, else git's. */
export function addHook(cwd: string): Change {
  const file = join(existsSync(join(cwd, '.husky')) ? '.husky' : hooksDirectory(cwd), 'pre-commit')
  const before = String(readFile(resolve(cwd, file)) ?? '')
  const shared = { file, before, mode: 0o755 }
  if (before.includes(line)) return { ...shared, after: before }
  const isShell =
    before === '' || /^#!.*\bsh\b/.test(before) || (!before.startsWith('#!') && file.startsWith('.husky'))
  if (!isShell) return { ...shared, after: undefined, advice: `It is no shell script. Let it run: ${line}` }
  const head = before === '' ? (file.startsWith('.husky') ? '' : '#!/bin/sh\n') : `${before.trimEnd()}\n`
  return { ...shared, after: `${head}${line}\n` }
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
