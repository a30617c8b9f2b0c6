import { nearest, noteTrigger } from '../../src/ownership/triggers'

const names = new Map([[100_001, 'socket']])
const find = (asyncId: number): string | undefined => names.get(asyncId)

beforeEach(() => {
  noteTrigger(100_001, 1)
  noteTrigger(100_002, 100_001)
  noteTrigger(100_003, 100_002)
})

test('finds itself, and what led to it over several steps', () => {
  expect(nearest(100_001, find)).toBe('socket')
  expect(nearest(100_003, find)).toBe('socket')
})

test('finds nothing where the chain is not known', () => {
  expect(nearest(100_004, find)).toBeUndefined()
  expect(nearest(0, find)).toBeUndefined()
})

test('forgets what is long ago, and never takes one for another', () => {
  for (let asyncId = 100_004; asyncId < 100_004 + (1 << 14); asyncId++) noteTrigger(asyncId, 1)
  expect(nearest(100_003, find)).toBeUndefined()
})

test('ends in a circle', () => {
  noteTrigger(200_001, 200_002)
  noteTrigger(200_002, 200_001)
  expect(nearest(200_001, find)).toBeUndefined()
})

test.each([
  [31, 'socket'],
  [32, undefined],
])('what is %i steps away: %s', (steps, expected) => {
  for (let step = 1; step <= steps; step++) noteTrigger(300_000 + step, step === 1 ? 100_001 : 299_999 + step)
  expect(nearest(300_000 + steps, find)).toBe(expected)
})

test('asks of nothing that has no id, and takes no later one for an earlier', () => {
  const asked: number[] = []
  noteTrigger(400_001, 0)
  nearest(400_001, (asyncId) => void asked.push(asyncId))
  nearest(-1, (asyncId) => void asked.push(asyncId))
  expect(asked).toEqual([400_001])
  // In the same slot.
  noteTrigger(400_001 + (1 << 14), 100_001)
  expect(nearest(400_001, find)).toBeUndefined()
  expect(nearest(400_001 + (1 << 14), find)).toBe('socket')
})
