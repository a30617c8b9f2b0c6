import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { plainLine } from '../report/plain-text'
import type { Command, CommandInput } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { findConfig } from './init/find-config'
import { addHook } from './init/hooks'
import { lineDiff } from './init/line-diff'
import { guardJson } from './init/guard-json'
import { guardModule } from './init/guard-module'
import { OutputError } from './command-line/output-error'

/** `jest-leakguard init`: adds jest-leakguard to the configuration of Jest. */
export const init: Command = {
  name: 'init',
  summary: 'add jest-leakguard to the configuration of Jest',
  usage: 'init [--dry-run] [--hooks] [--config <file>] [--json]',
  details: [
    'Changes package.json or the configuration file of Jest; presets, projects and reporters that are there stay.',
    'With --dry-run nothing is written, and what would change is printed as a diff.',
    '',
    'Examples:',
    '  jest-leakguard init --dry-run',
    '  jest-leakguard init --hooks',
    '  jest-leakguard init --config test/jest-e2e.json',
    '',
    'Exit codes: 0 done, or nothing to do, 2 it has to be done by hand, 64 wrong usage, 70 cannot be written.',
  ],
  options: {
    'dry-run': { type: 'boolean', summary: 'print what would change, write nothing' },
    hooks: {
      type: 'boolean',
      summary: 'add a git hook that runs the tests of changed files before a commit',
    },
    config: { type: 'string', summary: 'the configuration file to change' },
    json: { type: 'boolean', summary: 'print what was done as JSON' },
  },
  maxPositionals: 0,
  takesRest: false,
  run,
}

/** A file as it is and as it should be. */
export interface Change {
  readonly file: string
  readonly before: string
  /** The same as before when there is nothing to do; undefined when it has to be done by hand. */
  readonly after: string | undefined
  /** What to do by hand, or what to know. */
  readonly advice?: string
  readonly mode?: number
}

function run({ options, cwd, terminal }: CommandInput): Promise<number> {
  const found = findConfig(cwd, typeof options.config === 'string' ? options.config : undefined)
  const changes: Change[] = [found.kind === 'json' ? guardJson(found, cwd) : guardModule(found)]
  if (options.hooks === true) changes.push(addHook(cwd))
  const isDry = options['dry-run'] === true
  for (const change of changes) {
    if (!isDry) write(cwd, change)
    const { file, before, after, advice } = change
    const diff = after === undefined ? '' : lineDiff(file, before, after)
    if (options.json === true)
      terminal.data(
        JSON.stringify({
          schema: 1,
          file,
          changed: !isDry && diff !== '',
          diff,
          ...(advice !== undefined && { advice }),
        }),
      )
    else {
      if (isDry && diff !== '') terminal.data(diff)
      terminal.say(`leakguard init: ${told(change, diff, isDry)}`)
    }
    if (options.json !== true && advice !== undefined) terminal.say(advice)
  }
  return Promise.resolve(
    changes.some(({ after }) => after === undefined) ? exitCode.incomplete : exitCode.clean,
  )
}

function told({ file, after }: Change, diff: string, isDry: boolean): string {
  const name = plainLine(file)
  if (after === undefined) return `${name} has to be changed by hand`
  if (diff === '') return `${name} uses jest-leakguard already`
  return isDry ? `${name} would be changed` : `changed ${name}`
}

function write(cwd: string, { file, before, after, mode }: Change): void {
  if (after === undefined || after === before) return
  try {
    mkdirSync(dirname(resolve(cwd, file)), { recursive: true })
    writeFileSync(resolve(cwd, file), after, { mode: mode ?? 0o644 })
  } catch (error) {
    throw new OutputError(
      `cannot write \`${plainLine(file)}\`: ${String((error as NodeJS.ErrnoException).code)}`,
    )
  }
}
