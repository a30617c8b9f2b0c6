import { resolve } from 'node:path'

import { History, type LeakCourse, startOf } from '../../report/history'
import { Merge } from '../../report/merge/merge'
import { compareText } from '../../report/model/order'
import { plainLine } from '../../report/plain-text'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'
import { UsageError } from '../../terminal/usage-error'
import { findReports, repositoryAt, withDocuments } from './inputs'
import { isDirectory } from './paths'

const words: Readonly<Record<LeakCourse['course'], string>> = {
  new: 'new',
  flaky: 'flaky',
  open: 'open',
  unknown: 'not looked at in the last run',
  fixed: 'fixed',
}

/** `jest-leakguard report --history`: each file is a run, each directory the shards of one. */
export async function history(input: CommandInput): Promise<number> {
  const { positionals, options, cwd, terminal } = input
  if (options.format !== undefined || options.output !== undefined)
    throw new UsageError(
      '`--history` prints text, or JSON with `--json`; it takes no `--format` and no `--output`',
    )
  if (positionals.length < 2)
    throw new UsageError('`jest-leakguard report --history` needs the reports of at least two runs')
  const starts = await Promise.all(positionals.map((name) => startOfRun(name, cwd)))
  const ordered = starts.sort((a, b) => compareText(a.startedAt, b.startedAt) || compareText(a.name, b.name))
  const compared = new History()
  for (const { name, startedAt } of ordered) {
    await withDocuments(reportsOf(name, cwd), cwd, (documents) => {
      const merged = new Merge(documents, repositoryAt(cwd))
      compared.add({ name: plainLine(name), startedAt }, filesOf(merged))
    })
  }
  const courses = compared.courses()
  if (options.json === true)
    terminal.data(
      JSON.stringify({ format: 'jest-leakguard-history', schema: 1, runs: compared.runs, leaks: courses }),
    )
  else for (const line of linesOf(courses, compared.runs.length, terminal)) terminal.data(line)
  return courses.some(({ course, status }) => course === 'new' && ['new', 'late'].includes(status))
    ? exitCode.leaks
    : exitCode.clean
}

function reportsOf(name: string, cwd: string): string[] {
  return isDirectory(resolve(cwd, name)) ? findReports([name], cwd) : [name]
}

function startOfRun(name: string, cwd: string): Promise<{ name: string; startedAt: string }> {
  return withDocuments(reportsOf(name, cwd), cwd, (documents) => ({
    name,
    startedAt: startOf(documents.flatMap(({ head }) => head.runs)),
  }))
}

function* filesOf(merged: Merge) {
  for (const { file } of merged.files()) yield file
}

function linesOf(courses: readonly LeakCourse[], runs: number, { style }: Terminal): string[] {
  const counts = Object.entries(words).flatMap(([course, word]) => {
    const n = courses.filter((leak) => leak.course === course).length
    return n === 0 ? [] : [`${String(n)} ${word}`]
  })
  return [
    `${String(runs)} runs: ${counts.length === 0 ? 'no leaks' : counts.join(', ')}`,
    ...courses.flatMap((leak) => [
      '',
      `${style(leak.course === 'fixed' ? 'green' : leak.course === 'new' ? 'red' : 'yellow', words[leak.course])}: ${plainLine(`${leak.type} in ${leak.file} › ${leak.owner}`)}`,
      `  ${plainLine(leak.headline)}`,
      `  first seen ${leak.firstSeen.startedAt} (${leak.firstSeen.name})${leak.course === 'new' ? '' : `, last seen ${leak.lastSeen.startedAt} (${leak.lastSeen.name})`}`,
      `  runs: ${leak.counts.map((count) => (count === null ? '–' : String(count))).join(' ')}`,
    ]),
  ]
}
