import type { Command } from './command'
import { helpOption } from './parse-arguments'

/** The text of `jest-leakguard --help`. */
export function overview(commands: readonly Command[]): string {
  return [
    'Usage: jest-leakguard <command> [options]',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...table([
      ['--help', helpOption.summary],
      ['--version', 'show the version of jest-leakguard'],
    ]),
    '',
    'Exit codes: 0 clean, 1 leaks, 2 incomplete input, 64 wrong usage, 70 internal error.',
    'More about one command: jest-leakguard <command> --help',
  ].join('\n')
}

/** The text of `jest-leakguard <command> --help`. */
export function commandHelp({ usage, summary, details, options }: Command): string {
  const rows = Object.entries({ ...options, help: helpOption }).map(
    ([name, option]) =>
      [option.type === 'string' ? `--${name} <value>` : `--${name}`, option.summary] as const,
  )
  return [`Usage: jest-leakguard ${usage}`, '', summary, '', ...details, '', 'Options:', ...table(rows)].join(
    '\n',
  )
}

function table(rows: readonly (readonly [name: string, text: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
}
