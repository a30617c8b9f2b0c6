import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { posixPath } from '../report/posix-path'
import { KnownRuns } from './bisect/known-runs'
import { type Earlier, type Found, search } from './bisect/search'
import { stateLeft } from './bisect/state-left'
import { type RanFile, runTrial, type TrialRequest, type Trials } from './bisect/trial'
import type { Command, CommandInput } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { numberOption } from './command-line/number-option'
import { UsageError } from '../terminal/usage-error'

const usualRuns = 60

/** `jest-leakguard bisect`: which earlier tests make a test fail that passes alone. */
export const bisect: Command = {
  name: 'bisect',
  summary: 'find the earlier tests that make a test fail which passes alone, and the state between',
  usage: 'bisect [--seed <n>] [--runs <n>] [--fresh] [-- arguments for Jest]',
  details: [
    'Runs the Jest of this project again and again, in band, with fewer and fewer test files and tests before',
    'the first test that fails and passes alone. With --seed files and tests are shuffled by that number;',
    "without it Jest's own order is tried first, then three seeds. A search that is interrupted goes on where",
    'it was.',
    '',
    'Exit codes: 0 nothing fails, 1 found, 2 it fails alone, or does not fail again, or the runs were not enough.',
  ],
  options: {
    seed: { type: 'string', summary: 'shuffle test files, and the tests in them, by this number' },
    runs: { type: 'string', summary: `run Jest so many times at most (default ${String(usualRuns)})` },
    fresh: { type: 'boolean', summary: 'forget what an interrupted search has found' },
  },
  maxPositionals: 0,
  takesRest: true,
  needsPackage: true,
  run,
}

async function run(input: CommandInput): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-bisect-'))
  try {
    return await bisectIn({ cwd: input.cwd, given: input.rest, directory }, input)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function bisectIn(trials: Trials, { cwd, options, rest, terminal }: CommandInput): Promise<number> {
  const most = numberOption('runs', options.runs, { least: 1, most: 10_000 }) ?? usualRuns
  const seed = numberOption('seed', options.seed, { least: 0, most: 2 ** 31 - 1 })
  if (rest.some((arg) => /^(?:-t|--testNamePattern|--testSequencer)(?:=|$)/.test(arg)))
    throw new UsageError(
      '`jest-leakguard bisect` chooses tests and their order itself: leave out `-t` and `--testSequencer`',
    )
  const say = (text: string): void => {
    terminal.say(`leakguard bisect: ${text}`)
  }
  const known = new KnownRuns(cwd, [String(seed), ...rest], options.fresh === true)
  if (known.size > 0)
    say(`goes on after ${String(known.size)} runs of a search that was interrupted; --fresh begins anew`)
  let runs = 0
  const asked = async (request: TrialRequest, what: string): Promise<readonly RanFile[]> => {
    const before = known.find(request)
    if (before !== undefined) return before
    runs += 1
    terminal.progress(`run ${String(runs)} of ${String(most)} at most: ${what}`)
    const { files, said } = await runTrial(trials, request)
    terminal.progress('')
    if (files.length === 0)
      throw new UsageError(`Jest ran no test file: ${said.trim().split('\n').at(-1) ?? ''}`)
    const failed = files.flatMap(({ tests }) => tests.filter(({ status }) => status === 'failed')).length
    say(`run ${String(runs)}: ${what}: ${failed === 0 ? 'passes' : `${String(failed)} failed`}`)
    known.add(request, files)
    return files
  }
  const found = await search({ run: asked, isOver: () => runs >= most, seed })
  if (found.kind !== 'found') {
    if (found.kind !== 'not enough') known.forget()
    say(wordsFor(found, cwd))
    return found.kind === 'nothing fails' ? exitCode.clean : exitCode.incomplete
  }
  const { report } = await runTrial(trials, found.request)
  terminal.data(textOf(found, cwd, report))
  if (!found.isSmallest) {
    say(`${String(most)} runs were not enough to find less; the same command goes on`)
    return exitCode.incomplete
  }
  known.forget()
  return exitCode.leaks
}

function wordsFor(found: Exclude<Found, { kind: 'found' }>, cwd: string): string {
  if (found.kind === 'nothing fails') return 'no test fails'
  const test = shown(found.test, cwd)
  if (found.kind === 'not enough')
    return `no more runs to find what makes ${test} fail; the same command goes on`
  return found.kind === 'fails alone'
    ? `${test} fails alone: no other test is needed for that`
    : `${test} failed once, and does not fail again in the same order`
}

/** The test, what makes it fail, and what that leaves behind. */
function textOf(found: Extract<Found, { kind: 'found' }>, cwd: string, report: string | undefined): string {
  const left = stateLeft(report, found.before, cwd)
  return [
    `${shown(found.test, cwd)} fails after`,
    ...found.before.map((each) => `  ${shown(each, cwd)}`),
    ...(left.length === 0
      ? [
          'and nothing that is watched was left changed between them: a module of the project may keep what differs',
        ]
      : ['which leaves behind', ...left.map((line) => `  ${line}`)]),
  ].join('\n')
}

function shown({ file, name }: Earlier, cwd: string): string {
  const path = posixPath(cwd, file)
  return name === undefined ? path : `${path} › ${name}`
}
