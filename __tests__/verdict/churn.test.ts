import { findChurn } from '../../src/verdict/churn'
import type { Observation } from '../../src/verdict/leak'
import { dependencyFrame, observation, projectFrame } from './support/leaks'
import { rules } from './support/rules'

const known = rules({ packageVersion: () => '1.0.0', relativePath: (file) => file })

const made = (changes: Partial<Observation> = {}): Observation =>
  observation({
    type: 'connection-churn',
    facts: { kind: 'pg-pool' },
    reuse: 'pg-pool app@db:5432/shop',
    ...changes,
  })

const times = (n: number, changes?: (index: number) => Partial<Observation>): Observation[] =>
  Array.from({ length: n }, (_, index) => made({ id: index, ...changes?.(index) }))

test('more than the limit is one leak with its count and the limit', () => {
  expect(findChurn(times(3), 2, known)).toMatchObject([
    { type: 'connection-churn', count: 3, facts: { kind: 'pg-pool', limit: 2 } },
  ])
})

test('as many as the limit are nothing', () => {
  expect(findChurn(times(2), 2, known)).toEqual([])
})

test('whoever called the line that made them, it is one', () => {
  const calls = times(3, (line) => ({
    traces: [[projectFrame('queryOnce'), projectFrame('test', line + 10)]],
  }))
  expect(findChurn(calls, 2, known)).toMatchObject([{ count: 3 }])
})

test('connections to several servers are not counted together', () => {
  expect(
    findChurn(
      times(3, (index) => ({ reuse: `pg-pool db${String(index)}` })),
      2,
      known,
    ),
  ).toEqual([])
})

test('what a package makes by itself is nothing', () => {
  expect(
    findChurn(
      times(3, () => ({ traces: [[dependencyFrame('orm')]] })),
      2,
      known,
    ),
  ).toEqual([])
})

test('agents that come with a package’s client are nothing', () => {
  const traces = [[dependencyFrame('web-client'), projectFrame('send')]]
  expect(
    findChurn(
      times(3, () => ({ traces, facts: { kind: 'http-agent' } })),
      2,
      known,
    ),
  ).toEqual([])
  expect(
    findChurn(
      times(3, () => ({ facts: { kind: 'http-agent' } })),
      2,
      known,
    ),
  ).toHaveLength(1)
  expect(
    findChurn(
      times(3, () => ({ traces })),
      2,
      known,
    ),
  ).toHaveLength(1)
})
