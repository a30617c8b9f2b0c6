import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import { memoryArguments } from '../memory/arguments'
import type { Answer } from '../memory/child/channel'
import { findGrowing, type Growing, mostFiles, suspects } from '../memory/growing-files'
import { growthJson, growthText } from '../memory/growth/report'
import { type KeptFile, readKeptFiles } from '../memory/kept-files'
import { growthLine, jsonReport, ofTheProject, textReport } from '../memory/report'
import { type ObservedOptions, runObserved } from '../memory/run-observed'
import type { Telling } from '../memory/words'
import { posixPath } from '../report/posix-path'
import { findJest, type JestBinary } from '../why/processes/jest-binary'
import { findRoles, roleOf } from '../why/roles'
import type { Command, CommandInput } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { asScript } from './runs/as-script'

/** `jest-leakguard memory`: which finished test files are still in memory, and what keeps them. */
export const memory: Command = {
  name: 'memory',
  summary: 'run Jest in one process and say which files and tests leave memory behind, and what keeps it',
  usage: 'memory [--json] [--out <file>] [-- arguments for Jest]',
  details: [
    'For suites whose memory grows with every file. Runs the Jest of this project in band, collects garbage after',
    'each file, and takes one heap snapshot when Jest is done, or when finished files have made memory grow by',
    '120 MB. Prints for each such file the line that keeps it. Files in which memory grows from test to test run',
    'once more: prints what each test has left, and what holds it. --maxWorkers, --detectLeaks, --forceExit and',
    '--detectOpenHandles are switched off for these runs.',
    '',
    'Exit codes: 0 all memory came back, 1 files are kept or tests leave memory behind, 2 Jest ran no file in its',
    'own process.',
  ],
  options: {
    json: { type: 'boolean', summary: 'print the answer as JSON; what Jest prints goes to stderr' },
    out: { type: 'string', summary: 'keep the heap snapshot there, for Chrome DevTools (*.heapsnapshot)' },
  },
  maxPositionals: 0,
  takesRest: true,
  needsPackage: true,
  run,
}

async function run(input: CommandInput): Promise<number> {
  const { options, cwd } = input
  const out = typeof options.out === 'string' ? resolve(cwd, options.out) : undefined
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-memory-'))
  try {
    return await observe(input, out, directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function observe(
  { options, rest, cwd, terminal }: CommandInput,
  out: string | undefined,
  directory: string,
): Promise<number> {
  const snapshot = out ?? join(directory, 'kept.heapsnapshot')
  const json = options.json === true
  const { args: asked, env, nodeArgs, told, missing } = asScript(cwd, rest)
  const args = memoryArguments(asked)
  const jest = findJest(cwd, 'memory')
  if (told !== '') terminal.say(`leakguard memory: ${told}`)
  const request = { jest: dirname(dirname(jest.path)), snapshot, always: out !== undefined }
  const run = { args, cwd, keepStdoutFree: json, env, nodeArgs, request }
  const { answer, exitCode: code } = await runObserved(run)
  if (answer === undefined || answer.files.length === 0) {
    terminal.say(`leakguard memory: ${unseen(answer, code)}`)
    if (missing !== undefined) terminal.say(`leakguard memory: ${missing}`)
    return exitCode.incomplete
  }
  if (answer.ended)
    terminal.say(
      `leakguard memory: ended the run after ${String(answer.files.length)} files: what they keep is enough to be looked at`,
    )
  if (code !== exitCode.clean)
    terminal.say(`leakguard memory: Jest itself ended with exit code ${String(code)}`)
  const all = answer.files.some(({ kept }) => kept) ? readKeptFiles(snapshot, answer, cwd) : []
  const kept = ofTheProject(all)
  const growing = await growingFiles(answer, run, directory, terminal)
  const telling = await tellingOf(kept, jest, args, cwd)
  terminal.say(`leakguard memory: ${growthLine(answer)}`)
  if (out !== undefined) terminal.say(`leakguard memory: heap snapshot in ${telling.shown(out)}`)
  const total = answer.files.length
  if (json) {
    const report = { ...jsonReport(kept, answer, telling), growing: growthJson(growing, telling) }
    terminal.data(JSON.stringify({ version: 1, jest: jest.version, exitCode: code, ...report }))
  } else {
    if (kept.length > 0) terminal.data(`\n${textReport(kept, total, telling, terminal.style)}\n`)
    if (growing.length > 0) terminal.data(`\n${growthText(growing, total, telling, terminal.style)}\n`)
    if (kept.length === 0) terminal.say(`leakguard memory: ${clean(total, all.length)}`)
  }
  return kept.length + growing.length > 0 ? exitCode.leaks : exitCode.clean
}

/** What grows from test to test; nothing runs again when memory came back in every file. */
async function growingFiles(
  answer: Answer,
  run: ObservedOptions,
  directory: string,
  terminal: CommandInput['terminal'],
): Promise<Growing[]> {
  const found = suspects(answer)
  const files = found.slice(0, mostFiles)
  if (files.length === 0) return []
  const which = files.length === 1 ? 'a file' : `${String(files.length)} files`
  const more = found.length > files.length ? ` (and in ${String(found.length - files.length)} more)` : ''
  terminal.say(`leakguard memory: runs ${which} once more, in which memory grew from test to test${more}`)
  return findGrowing(files, run, directory)
}

function unseen(answer: Answer | undefined, code: number): string {
  return answer === undefined
    ? `Jest ended with exit code ${String(code)} before it said anything of its memory`
    : 'Jest ran no test file in its own process, so nothing is known about them'
}

function clean(total: number, byJest: number): string {
  const all =
    total === 1
      ? 'the file was let go when it was finished'
      : `all ${String(total)} files were let go when they were finished`
  return byJest === 0
    ? all
    : `${String(total - byJest)} of ${String(total)} files were let go; Jest itself holds the others`
}

/** Roles are asked of Jest only when a module outside the sandboxes is named. */
async function tellingOf(
  kept: readonly KeptFile[],
  jest: JestBinary,
  args: readonly string[],
  cwd: string,
): Promise<Telling> {
  const asks = kept.some(({ grips }) =>
    grips.some(({ holder }) => 'file' in holder && holder.file !== undefined),
  )
  const roles = asks ? await findRoles(jest.path, args, cwd) : new Map<never, never>()
  return {
    shown: (file) => {
      const path = posixPath(cwd, file)
      return path.startsWith('..') ? file : path
    },
    roleOf: (file) => roleOf([file], roles),
  }
}
