import fc from 'fast-check'

import { commands } from '../../src/cli/commands'
import { parseArguments } from '../../src/cli/command-line/parse-arguments'
import { UsageError } from '../../src/terminal/usage-error'
import { redactCommand, redactMessage, redactSource, redactUrl } from '../../src/resources/redact'
import { neverThrowsOthers, textOf } from './support/hostile'

const argument = fc.oneof(
  fc.constantFrom(
    '--',
    '-',
    '--help',
    '--json',
    '--__proto__',
    '--constructor=1',
    '--no-json',
    '-h',
    '--=',
    '=',
  ),
  fc.constantFrom(...commands.flatMap(({ options }) => Object.keys(options).map((name) => `--${name}`))),
  textOf('--', '-', '=', 'format', 'json', '{', '}', '$(', '`', '"'),
)

test.each(commands.map((command) => [command.name, command] as const))(
  'any arguments of `%s` are taken, or refused as usage',
  (_, command) => {
    neverThrowsOthers(
      fc.array(argument, { maxLength: 6 }),
      (args) => parseArguments(command, args),
      (error) => error instanceof UsageError,
    )
  },
)

test('secrets are looked for in any text', () => {
  const text = textOf(
    ...[
      'postgres://',
      'user:pw',
      '@',
      'host',
      '/',
      '?',
      'token=',
      '&',
      '--password',
      '=',
      ' ',
      '"',
      "'",
      '`',
    ],
    ...[
      'Bearer ',
      'const token = ',
      'ghp_',
      'eyJhbGciOi.eyJz.sig',
      'echo ',
      '|',
      '-p',
      '-a',
      '\\',
      '://',
      '%',
    ],
  )
  // Lines of source are shown up to a length, and not looked at beyond it.
  neverThrowsOthers(text, (each) => [redactUrl(each), redactSource(each.slice(0, 200)), redactMessage(each)])
  neverThrowsOthers(fc.array(text, { maxLength: 6 }), (args) => redactCommand(args))
})
