import { Merge } from '../report/merge/merge'
import { plainLine } from '../report/plain-text'
import { plural } from './baseline/words'
import type { Command, CommandInput } from './command-line/command'
import { findReports, repositoryAt, withDocuments } from './reports/inputs'
import { writeFilePieces } from './reports/output'
import { withProgress } from './reports/progress'
import { codeOf, sayWhatIsOdd } from './reports/verdict'

/** `jest-leakguard merge`: the reports of all shards as one. */
export const merge: Command = {
  name: 'merge',
  summary: 'make one report out of those of all shards',
  usage: 'merge [--output <file>] [reports or directories]',
  details: [
    'Reads the JSON reports of `jest --shard` (all that are in leak-report when none are named) and writes one, the',
    'same whatever their order. Known leaks are judged by the baseline as it is now.',
    '',
    'Examples:',
    '  jest-leakguard merge --output leaks.json leak-report',
    '  jest-leakguard merge shards/ | jest-leakguard report - --format html --output leaks.html',
    '',
    'Exit codes: 0 clean, 1 a leak fails the run, 2 a shard is missing, there twice or cut off,',
    '64 no report of this version, 70 the result cannot be written.',
  ],
  options: {
    output: { type: 'string', summary: 'write to this file, not to stdout' },
  },
  maxPositionals: 100_000,
  takesRest: false,
  run,
}

function run({ positionals, options, cwd, terminal }: CommandInput): Promise<number> {
  return withDocuments(findReports(positionals, cwd), cwd, async (documents) => {
    const merged = new Merge(documents, repositoryAt(cwd))
    const files = documents.reduce((sum, { tail }) => sum + tail.totals.files, 0)
    const text = withProgress(merged.text(), files, terminal)
    if (typeof options.output === 'string') writeFilePieces(options.output, cwd, text)
    else await terminal.pieces(text)
    sayWhatIsOdd('merge', merged.head, documents, terminal)
    if (typeof options.output === 'string')
      terminal.say(
        `leakguard merge: wrote ${plainLine(options.output)}: ${plural(documents.length, 'report')}, ${plural(files, 'test file')}`,
      )
    return codeOf(merged.head, merged.isFailing)
  })
}
