import { type ProcessCounts, unexplained } from '../../src/verdict/counts'

const memory = { heapUsed: 1, external: 1, arrayBuffers: 1, rss: 1 }
const counts = (handles: Record<string, number>, open?: number): ProcessCounts => ({
  handles,
  fileDescriptors: open === undefined ? undefined : { open, limit: 1024 },
  memory,
})

test('what there is more of, and no finding explains', () => {
  const before = counts({ 'tcp-socket': 1, pipe: 2 }, 20)
  expect(unexplained(before, before, [])).toEqual({})
  expect(unexplained(before, counts({ 'tcp-socket': 3, pipe: 1, 'file-watcher': 1 }, 23), [])).toEqual({
    'tcp-socket': 2,
    'file-watcher': 1,
    fileDescriptors: 3,
  })
})

test('findings that were left open explain their own, and a descriptor each', () => {
  const after = counts({ 'tcp-socket': 2 }, 22)
  expect(unexplained(counts({}, 20), after, [{ type: 'tcp-socket', count: 2 }])).toEqual({})
  const one = { type: 'tcp-socket', count: 1 }
  expect(unexplained(counts({}, 20), after, [one, one])).toEqual({})
  expect(unexplained(counts({}, 20), after, [one])).toEqual({ 'tcp-socket': 1, fileDescriptors: 1 })
  expect(unexplained(counts({}, 20), after, [{ type: 'timer', count: 1 }])).toEqual({
    'tcp-socket': 2,
    fileDescriptors: 1,
  })
})

test('a system that does not tell descriptors', () => {
  expect(unexplained(counts({}), counts({}), [])).toEqual({})
})

test('handles that were judged as parts of something, and timers are counted by owner', () => {
  const after = counts({ 'tcp-socket': 3, timer: 2 })
  expect(unexplained(counts({}), after, [{ type: 'pg-pool', count: 1 }], { 'tcp-socket': 3 })).toEqual({})
  expect(unexplained(counts({}), after, [], { 'tcp-socket': 2 })).toEqual({ 'tcp-socket': 1 })
})
