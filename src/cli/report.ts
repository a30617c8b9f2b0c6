import { join, resolve } from 'node:path'

import { listWords } from '../options/validation/describe-value'
import { nearestName } from '../options/validation/nearest-name'
import { type FormatName, fileNameOf, formatNames } from '../report/format-names'
import { render } from '../report/formats'
import { text } from '../report/formats/text'
import { plainLine } from '../report/plain-text'
import { allLeaks, isFailing } from '../report/model/leaks'
import { Merge } from '../report/merge/merge'
import type { Report } from '../report/model/model'
import type { ReportDocument } from '../report/read/document'
import type { Command, CommandInput } from './command-line/command'
import { history } from './reports/history'
import { findReports, repositoryAt, withDocuments } from './reports/inputs'
import { writeFilePieces } from './reports/output'
import { isDirectory } from './reports/paths'
import { codeOf, sayWhatIsOdd } from './reports/verdict'
import type { Terminal } from '../terminal/terminal'
import { UsageError } from '../terminal/usage-error'

/** `jest-leakguard report`: a report in any format, or several compared. */
export const report: Command = {
  name: 'report',
  summary: 'print a report, write it in other formats, or compare runs',
  usage: 'report [--format <names>] [--output <path>] [--history] [reports or directories]',
  details: [
    'Reads a JSON report (leak-report/leaks.json when none is named; `-` is stdin); several are merged first.',
    `Formats: ${formatNames.join(', ')}.`,
    '',
    'Examples:',
    '  jest-leakguard report',
    '  jest-leakguard report --format html --output leaks.html leak-report/leaks.json',
    '  jest-leakguard report --format sarif,junit --output reports/',
    '  jest-leakguard report --history main/*.json         what is new, fixed and flaky since',
    '',
    'Exit codes: 0 clean, 1 a leak fails the run, 2 a shard is missing or cut off,',
    '64 no report of this version, 70 the result cannot be written.',
  ],
  options: {
    format: { type: 'string', summary: 'one or several, with commas between; without: text for people' },
    output: { type: 'string', summary: 'a file for one format, a directory for several; without: stdout' },
    history: { type: 'boolean', summary: 'each report is a run: say what is new, fixed and flaky' },
    json: { type: 'boolean', summary: 'the same as --format json' },
  },
  maxPositionals: 100_000,
  takesRest: false,
  run,
}

async function run(input: CommandInput): Promise<number> {
  const { positionals, options, cwd, terminal } = input
  if (options.history === true) return history(input)
  const formats = formatsOf(options)
  const { output } = options
  if (formats.length > 1 && output === undefined)
    throw new UsageError('several formats need `--output <directory>`')
  return withDocuments(findReports(positionals, cwd), cwd, async (documents) => {
    const whole = wholeOf(documents, cwd)
    sayWhatIsOdd('report', whole, documents, terminal)
    if (typeof output !== 'string') await terminal.pieces([rendered(whole, formats[0])])
    else if (formats.length < 2 && !/[\\/]$/.test(output) && !isDirectory(resolve(cwd, output))) {
      writeFilePieces(output, cwd, [rendered(whole, formats[0])])
      terminal.say(`leakguard report: wrote ${plainLine(output)}`)
    } else await writeAll(whole, formats, { output, cwd }, terminal)
    return codeOf(
      whole,
      allLeaks(whole).some(({ leak }) => isFailing(leak)),
    )
  })
}

/** Each under the name that the reporter gives it; annotations go to the log, where GitHub reads them. */
async function writeAll(
  whole: Report,
  formats: readonly FormatName[],
  { output, cwd }: { readonly output: string; readonly cwd: string },
  terminal: Terminal,
): Promise<void> {
  const written: string[] = []
  for (const format of formats) {
    const content = render(whole, format)
    if (format === 'github') await terminal.pieces([content])
    else {
      const name = join(output, fileNameOf(format))
      writeFilePieces(name, cwd, [content])
      written.push(name)
    }
  }
  if (written.length > 0) terminal.say(`leakguard report: wrote ${written.map(plainLine).join(', ')}`)
}

function formatsOf({ format, json }: CommandInput['options']): FormatName[] {
  const given = [
    ...(typeof format === 'string' ? format.split(',').map((name) => name.trim()) : []),
    ...(json === true ? ['json'] : []),
  ]
  return [...new Set(given.map(toFormat))]
}

function toFormat(name: string): FormatName {
  const found = formatNames.find((format) => format === name)
  if (found !== undefined) return found
  const nearest = nearestName(name, formatNames)
  const hint = nearest === undefined ? `expected ${listWords(formatNames)}` : `did you mean \`${nearest}\`?`
  throw new UsageError(`unknown format \`${name}\`; ${hint}`)
}

/** One report is as it was judged; several are judged as the whole that they are. */
function wholeOf(documents: readonly ReportDocument[], cwd: string): Report {
  const [only] = documents
  if (documents.length !== 1 || only === undefined) return new Merge(documents, repositoryAt(cwd)).inMemory()
  const files = Array.from(only.files(), ({ file }) => file)
  return { ...only.head, files, ...only.tail }
}

function rendered(whole: Report, format: FormatName | undefined): string {
  return format === undefined ? text(whole) : render(whole, format)
}
