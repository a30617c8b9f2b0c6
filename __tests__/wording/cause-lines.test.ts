import { causeLines, type FiledLeak } from '../../src/wording/cause-lines'

type Changes = Partial<FiledLeak['leak']>

const inFile = (file: string, changes: Changes = {}): FiledLeak => ({
  file,
  leak: {
    type: 'timer',
    count: 1,
    owner: { kind: 'test', path: ['polls'], file },
    site: { file: 'src/poll.js', line: 3, column: 5 },
    thirdParty: false,
    facts: {},
    ...changes,
  },
})
const ioredis: Changes = {
  site: undefined,
  thirdParty: true,
  opener: { name: 'ioredis', version: '5.7.0' },
  facts: { call: 'setInterval', delay: 1000 },
  help: 'in `afterEach`: `redis.quit()`',
}
const numbers = Array.from({ length: 60 }, (_, index) => String(index + 10))

test('one cause in many files is one paragraph, with owner, what it is and help', () => {
  expect(causeLines(numbers.map((n) => inFile(`${n}.test.js`, ioredis)))).toEqual([
    '60 × timer, opened by ioredis 5.7.0 for 10.test.js › polls and 59 more files',
    '  setInterval, every 1000 ms; help: in `afterEach`: `redis.quit()`',
  ])
})

test('a singleton that nobody resets is one line, whatever made it', () => {
  const facts = { name: 'Config', export: 'Config', module: 'src/config.js' }
  const made = numbers.map((n) => inFile(`${n}.test.js`, { type: 'discovered-singleton', facts }))
  expect(causeLines(made)).toEqual([
    "Config is never reset in 10.test.js and 59 more files: `registerSingleton(Config)` in a setup file, or `singletons: { modules: ['./src/config#Config'] }`",
  ])
})

test('owners of one file are counted', () => {
  const owner = (title: string): Changes => ({
    ...ioredis,
    owner: { kind: 'test', path: ['orders', title], file: 'a' },
  })
  const found = ['ships', 'bills', 'bills'].map((title) => inFile('a.test.js', owner(title)))
  expect(causeLines(found)[0]).toBe(
    '3 × timer, opened by ioredis 5.7.0 for a.test.js › orders › ships and 1 more owner',
  )
})

test('the most frequent come first, then by name; what is in the test file itself needs no mention of it', () => {
  const own = { file: 'a.test.js', line: 3, column: 1 }
  const found = [
    inFile('b.test.js', { site: { ...own, file: 'b.test.js' } }),
    inFile('a.test.js', { site: own }),
    inFile('b.test.js', { count: 2 }),
    inFile('a.test.js'),
  ]
  const lines = [
    '3 × timer, opened at src/poll.js:3 in a.test.js and 1 more file',
    '1 × timer, opened at a.test.js:3',
    '1 × timer, opened at b.test.js:3',
  ]
  expect(causeLines(found)).toEqual(lines)
  expect(causeLines([...found].reverse())).toEqual(lines)
})

test('a screen is enough for any number of causes', () => {
  const found = numbers.map((n) =>
    inFile('a.test.js', { site: { file: 'src/x.js', line: Number(n), column: 1 } }),
  )
  const lines = causeLines(found)
  expect(lines).toHaveLength(9)
  expect(lines.at(-1)).toBe('and 52 more causes')
})
