import { mostOf } from '../../../src/cli/baseline/words'

const entry = (file: string, by: string, type: 'timer' | 'tcp-server' = 'timer') => ({
  file,
  fingerprint: '0'.repeat(16),
  owner: 'a',
  type,
  by,
  count: 1,
})

test('leaks of test files themselves are one line a type, whatever their number', () => {
  const own = Array.from({ length: 60 }, (_, index) =>
    entry(`${String(index)}.test.js`, `${String(index)}.test.js`),
  )
  expect(
    mostOf([...own, entry('1.test.js', 'src/poll.js'), entry('2.test.js', 'src/poll.js', 'tcp-server')]),
  ).toEqual([
    '60 × timer, opened by the test file itself',
    '1 × tcp-server, opened by src/poll.js',
    '1 × timer, opened by src/poll.js',
  ])
})
