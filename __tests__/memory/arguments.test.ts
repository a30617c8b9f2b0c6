import { memoryArguments } from '../../src/memory/arguments'
import { packageOfJest } from '../../src/memory/holders/packages'

const always = [
  '--runInBand',
  '--detectLeaks=false',
  '--forceExit=false',
  '--detectOpenHandles=false',
  '--openHandlesTimeout=0',
]

test.each([
  [[], []],
  [['-w', '4', 'orders'], ['orders']],
  [['--maxWorkers=4', '--detectLeaks', '-i'], []],
  [['--openHandlesTimeout=10'], []],
  [
    ['--silent', '--', '-i'],
    ['--silent', '--', '-i'],
  ],
])('arguments for one process: %j', (given, kept) => {
  expect(memoryArguments(given)).toEqual([...always, ...kept])
})

test.each([
  ['/app/node_modules/@jest/core/build/index.js', '@jest/core'],
  ['/app/node_modules/jest-circus/build/run.js', 'jest-circus'],
  [String.raw`C:\app\node_modules\@jest\core\index.js`, '@jest/core'],
  ['/app/node_modules/jest-extended/index.js', undefined],
  ['/app/src/jest-runner.js', undefined],
])('whose %s is', (file, expected) => {
  expect(packageOfJest(file)).toBe(expected)
})
