import { jestArguments } from '../../../src/why/processes/jest-arguments'
import { UsageError } from '../../../src/terminal/usage-error'

const own = ['--forceExit=false', '--detectOpenHandles=false', '--openHandlesTimeout=1000']

test.each<[string[], string[]]>([
  [[], []],
  [
    ['--ci', 'orders', '-t', 'a b'],
    ['--ci', 'orders', '-t', 'a b'],
  ],
  [['--forceExit', '--ci'], ['--ci']],
  [['--forceExit=true', '--no-forceExit', '--force-exit', '--no-force-exit', '--ci'], ['--ci']],
  [['--forceExit', 'true', '--ci'], ['--ci']],
  [['--detectOpenHandles', 'orders'], ['orders']],
  [['--openHandlesTimeout=0'], []],
  [['--openHandlesTimeout', '0', '--ci'], ['--ci']],
  [['--watchAll=false'], ['--watchAll=false']],
  [
    ['--', '--forceExit', '--watch'],
    ['--', '--forceExit', '--watch'],
  ],
  [
    ['--', '--openHandlesTimeout=5'],
    ['--', '--openHandlesTimeout=5'],
  ],
])('%j', (given, kept) => {
  expect(jestArguments(given)).toEqual([...own, ...kept])
})

test.each([[['--openHandlesTimeout=5000']], [['--open-handles-timeout', '5000']]])(
  '%j keeps the patience of the user',
  (given) => {
    expect(jestArguments(given)).toEqual([...own.slice(0, 2), '--openHandlesTimeout=5000'])
  },
)

test.each(['--watch', '--watchAll', '--watch-all', '--watch=true'])('%s is refused', (arg) => {
  expect(() => jestArguments(['--ci', arg])).toThrow(
    new UsageError(
      `\`${arg}\` does not go with \`jest-leakguard why\`: a watching Jest never ends; leave it out`,
    ),
  )
})
