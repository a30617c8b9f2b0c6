import { dirname, join } from 'node:path'

import { readFile } from '../loading/read-file'
import { nearestName } from '../options/validation/nearest-name'
import { detailLines, fileTitle, type LeakInFile, ownerTitle, placeOf } from '../report/model/leaks'
import { plainLine } from '../report/plain-text'
import { explainType } from '../report/model/type-texts'
import { closeCallOf, knownPackages } from '../wording/knowledge'
import { leakTypes, wordingOf } from '../wording/types'
import type { Command, CommandInput } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { findReports, withDocuments } from './reports/inputs'
import { UsageError } from '../terminal/usage-error'

/** `jest-leakguard explain`: what a type is, how a package is shut down, what one leak of a report is. */
export const explain: Command = {
  name: 'explain',
  summary: 'say what a type of leak is, how a package is shut down, or what one leak is',
  usage: 'explain [type | package | fingerprint] [reports or directories] [--json]',
  details: [
    'Without a name it lists the types, and the packages of this project whose shutdown is known.',
    'A fingerprint is looked up in reports, those in leak-report when none are named.',
    '',
    'Examples:',
    '  jest-leakguard explain pg-pool',
    '  jest-leakguard explain mongoose',
    '  jest-leakguard explain 5d02f0c1b7a9e846 leak-report/leaks.json',
    '',
    'Exit codes: 0 explained, 2 no such leak in the reports, 64 no such type or package.',
  ],
  options: { json: { type: 'boolean', summary: 'print what is known as JSON' } },
  words: leakTypes,
  maxPositionals: 100_000,
  takesRest: false,
  run,
}

async function run({ positionals, options, cwd, terminal }: CommandInput): Promise<number> {
  const [name = '', ...reports] = positionals
  if (name === '') return listAll({ options, cwd, terminal })
  const known = explained(name)
  if (known !== undefined) {
    if (options.json === true) terminal.data(JSON.stringify(known))
    else
      terminal.data(
        Object.entries(known)
          .map(([label, text]) => `${`${label}:`.padEnd(10)}${text}`)
          .join('\n'),
      )
    return exitCode.clean
  }
  if (!/^[\da-f]{16}$/.test(name)) throw unknown(name)
  const found = await leaksOf(name, reports, cwd)
  for (const leak of found)
    terminal.data(
      options.json === true ? JSON.stringify({ file: leak.file.file, ...leak.leak }) : paragraph(leak),
    )
  if (found.length > 0) return exitCode.clean
  terminal.say(`leakguard explain: no leak with the fingerprint ${name} in these reports`)
  return exitCode.incomplete
}

/** Every type with its words, and what is known of the packages that are installed here. */
function listAll({ options, cwd, terminal }: Pick<CommandInput, 'options' | 'cwd' | 'terminal'>): number {
  const types = leakTypes.map((type) => ({ type, what: explainType(type).title }))
  const packages = [...new Set(knownPackages)].flatMap((name) => {
    const version = installedVersion(name, cwd)
    const close = closeCallOf([name])
    return version === undefined || close === undefined ? [] : [{ package: name, version, close }]
  })
  if (options.json === true) {
    terminal.data(JSON.stringify({ types, packages }))
    return exitCode.clean
  }
  const width = Math.max(...leakTypes.map((type) => type.length))
  const lines = types.map(({ type, what }) => `  ${type.padEnd(width)}  ${what}`)
  const known = packages.map(({ package: name, version, close }) => `  ${name} ${version}: ${close}`)
  terminal.data(['Types:', ...lines].join('\n'))
  if (known.length > 0) terminal.data(['', 'Packages of this project:', ...known.sort()].join('\n'))
  return exitCode.clean
}

/** The version of a package in the nearest node_modules above a directory. */
function installedVersion(name: string, directory: string): string | undefined {
  const text = readFile(join(directory, 'node_modules', name, 'package.json'))
  const above = dirname(directory)
  if (text === undefined) return above === directory ? undefined : installedVersion(name, above)
  const version: unknown = Reflect.get(JSON.parse(String(text)) as object, 'version')
  return typeof version === 'string' ? version : undefined
}

/** What is known of a type or a package, by what it is called. */
function explained(name: string): Readonly<Record<string, string>> | undefined {
  const type = leakTypes.find((each) => each === name)
  if (type !== undefined) {
    const { title, help } = explainType(type)
    return {
      type,
      what: title,
      help,
      severity: `${wordingOf(type).severity} by default; option types: { '${type}': 'fail' | 'warn' | 'off' }`,
      allow: `\`// @leakguard-allow ${type}: <reason>\` above the test`,
    }
  }
  const call = closeCallOf([name])
  return call === undefined ? undefined : { package: name, close: call }
}

function leaksOf(fingerprint: string, reports: readonly string[], cwd: string): Promise<LeakInFile[]> {
  return withDocuments(findReports(reports, cwd), cwd, (documents) =>
    documents.flatMap((document) =>
      Array.from(document.files(), ({ file }) => file).flatMap((file) =>
        file.leaks.filter((leak) => leak.fingerprint === fingerprint).map((leak) => ({ file, leak })),
      ),
    ),
  )
}

function paragraph(found: LeakInFile): string {
  const { file, leak } = found
  const { first = 0, lines = [] } = leak.excerpt ?? {}
  const code = lines.map((line, index) => {
    const number = first + index
    return `${number === leak.site?.line ? '>' : ' '} ${String(number).padStart(4)} | ${plainLine(line)}`
  })
  return [
    `${leak.status}: ${String(leak.count)} × ${leak.type} at ${placeOf(found)}`,
    `${fileTitle(file)} › ${ownerTitle(leak)}`,
    plainLine(leak.headline),
    ...detailLines(found),
    ...code,
  ].join('\n')
}

function unknown(name: string): UsageError {
  const nearest = nearestName(name, [...leakTypes, ...knownPackages])
  const hint =
    nearest === undefined
      ? '`jest-leakguard explain` lists the types; a fingerprint has 16 hexadecimal digits'
      : `did you mean \`${nearest}\`?`
  return new UsageError(`nothing is known of \`${plainLine(name)}\`; ${hint}`)
}
