import { exceeded } from '../../src/verdict/limits'

const usage = { connections: { value: 5, test: ['opens'] }, heapGrowth: { value: 100, from: 50, to: 150 } }

test.each([
  [{}, []],
  [{ connections: 5 }, []],
  [{ connections: 4 }, [['connections', 'fail', 4]]],
  [{ connections: { warn: 4 } }, [['connections', 'warn', 4]]],
  [{ connections: { warn: 3, fail: 4 } }, [['connections', 'fail', 4]]],
  [{ connections: { warn: 4, fail: 5 } }, [['connections', 'warn', 4]]],
  [{ heapGrowth: 99, connections: 0 }, [['connections', 'fail', 0], ['heapGrowth', 'fail', 99]]], // prettier-ignore
  // Not measured here.
  [{ rssGrowth: 0 }, []],
] as const)('%j', (limits, expected) => {
  expect(exceeded(limits, usage).map(({ name, severity, limit }) => [name, severity, limit])).toEqual(
    expected,
  )
})

test('what was measured goes with it', () => {
  expect(exceeded({ heapGrowth: 10 }, usage)).toEqual([
    { name: 'heapGrowth', severity: 'fail', limit: 10, value: 100, from: 50, to: 150 },
  ])
})

test('less than before exceeds nothing', () => {
  expect(exceeded({ heapGrowth: 0 }, { heapGrowth: { value: -5, from: 10, to: 5 } })).toEqual([])
})
