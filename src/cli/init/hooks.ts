import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readFile } from '../../loading/read-file'
import { UsageError } from '../command-line/usage-error'
import type { Change } from './plan-types'

const line = 'npx --no-install jest --onlyChanged --passWithNoTests'

/**
 * The tests of what has changed run before each commit: a leak stops it. Husky's file where it is used, else git's.
 * A string says why it has to be done by hand.
 */
export function addHook(cwd: string): Change | string {
  const isHusky = existsSync(join(cwd, '.husky'))
  const file = resolve(cwd, isHusky ? '.husky' : hooksDirectory(cwd), 'pre-commit')
  const content = readFile(file)
  const before = content === undefined ? undefined : String(content)
  const shared = { file, before, mode: 0o755 }
  if (before?.includes(line) === true) return { ...shared, after: before }
  const isShell = before === undefined || /^#!.*\bsh\b/.test(before) || (!before.startsWith('#!') && isHusky)
  if (!isShell) return `the hook ${file} is no shell script: let it run ${line}`
  const head = before === undefined ? (isHusky ? '' : '#!/bin/sh\n') : `${before.trimEnd()}\n`
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
