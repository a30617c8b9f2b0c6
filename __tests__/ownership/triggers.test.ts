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
