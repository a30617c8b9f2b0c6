import { parseArguments } from '../../../src/cli/command-line/parse-arguments'
import { monitor } from '../../../src/cli/monitor'
import { UsageError } from '../../../src/terminal/usage-error'
import { list, pack } from '../support/commands'

test('options, positionals and what stands after -- are told apart', () => {
  expect(parseArguments(pack(), ['a.txt', '--output=b', '--json', '--', 'c', '--', '--json'])).toEqual({
    options: { output: 'b', json: true },
    positionals: ['a.txt'],
    rest: ['c', '--', '--json'],
  })
})

test('a value may stand in an argument of its own', () => {
  expect(parseArguments(pack(), ['--output', 'b']).options).toEqual({ output: 'b' })
})

test('without arguments there is nothing', () => {
  expect(parseArguments(pack(), [])).toEqual({ options: {}, positionals: [], rest: [] })
})

test.each([
  [['--jsno'], '`jest-leakguard pack` has no option `--jsno`; did you mean `--json`?'],
  [
    ['--runInBand'],
    '`jest-leakguard pack` has no option `--runInBand`; options for Jest go after `--`: `jest-leakguard pack -- --runInBand`',
  ],
  [
    ['-i'],
    '`jest-leakguard pack` has no option `-i`; options for Jest go after `--`: `jest-leakguard pack -- -i`',
  ],
  [['--json=yes'], '`--json` of `jest-leakguard pack` takes no value, got `yes`'],
  [['--output'], '`--output` of `jest-leakguard pack` needs a value: `--output <value>`'],
  [['--output='], '`--output` of `jest-leakguard pack` needs a value: `--output <value>`'],
  [
    ['a', 'b'],
    '`jest-leakguard pack` takes at most 1, got `a b`; arguments for Jest go after `--`: `jest-leakguard pack -- b`',
  ],
  [
    ['a', 'out/leaks.json'],
    '`jest-leakguard pack` takes a path as an option: `jest-leakguard pack --output <path>`',
  ],
])('%j is refused', (args, message) => {
  expect(() => parseArguments(pack(), args)).toThrow(new UsageError(message))
})

test.each([
  [['--colour'], '`jest-leakguard list` has no option `--colour`; valid options: --help'],
  [['a'], '`jest-leakguard list` takes no arguments, got `a`'],
  [['--', 'a'], '`jest-leakguard list` takes nothing after `--`, got `a`'],
])('%j is refused by a command that takes nothing', (args, message) => {
  expect(() => parseArguments(list, args)).toThrow(new UsageError(message))
})

test('a URL names its option, and is not repeated: it may hold a password', () => {
  expect(() => parseArguments(monitor, ['postgres://user:secret@localhost/shop'])).toThrow(
    new UsageError(
      '`jest-leakguard monitor` takes a URL as an option: `jest-leakguard monitor --database <url>`',
    ),
  )
})
