import type { Allocator, GrownOwner } from '../../../src/memory/child/channel'
import { decideGrowth } from '../../../src/memory/growth/decide'

const kilobytes = 1024
const at = (bytes: number, place: Partial<Allocator> = {}): Allocator => ({
  name: 'add',
  file: '/app/cache.js',
  line: 3,
  column: 1,
  loads: false,
  bytes: bytes * kilobytes,
  ...place,
})
const owner = (heap: readonly Allocator[], external = 0): GrownOwner => ({
  name: 'test "a"',
  with: 0,
  heap,
  external: external * kilobytes,
  buffers: [],
})
const decide = (...owners: GrownOwner[]): ReturnType<typeof decideGrowth> =>
  decideGrowth({ file: '/app/a.test.js', owners, before: '', after: '' })

test('what three owners allocate at one line is growth', () => {
  const grown = decide(owner([at(400)]), owner([at(400)]), owner([at(400)]))

  expect(grown).toMatchObject({ bytes: 1200 * kilobytes, external: 0, owners: [{}, {}, {}] })
  expect(grown?.allocators).toEqual([{ ...at(1200), others: 0 }])
})

test('two owners, or a line each, are none', () => {
  expect(decide(owner([at(4000)]), owner([at(4000)]), owner([]))).toBeUndefined()
  expect(decide(...[1, 2, 3].map((line) => owner([at(4000, { line })])))).toBeUndefined()
})

test('less than a megabyte is none', () => {
  expect(decide(owner([at(300)]), owner([at(300)]), owner([at(300)]))).toBeUndefined()
})

test('the functions of tests are told as one', () => {
  const own = (line: number): GrownOwner => owner([at(500, { name: '', file: '/app/a.test.js', line })])

  expect(decide(own(1), own(2), own(3))?.allocators).toMatchObject([{ line: 1, others: 2 }])
})

test('modules that are loaded are told apart, wherever they allocate', () => {
  const load = (file: string): GrownOwner => owner([at(500, { file, loads: true })])

  expect(decide(load('/app/1.js'), load('/app/2.js'), load('/app/3.js'))).toBeUndefined()
  expect(decide(load('/app/1.js'), load('/app/1.js'), load('/app/1.js'))).toBeDefined()
})

test('what is filled once beside growth does not count', () => {
  const once = at(9000, { line: 9 })

  expect(decide(owner([once, at(400)]), owner([at(400)]), owner([at(400)]))?.bytes).toBe(1200 * kilobytes)
})

test('memory outside the heap counts where three owners leave it', () => {
  const outside = owner([], 400)

  expect(decide(outside, outside, outside)).toMatchObject({ external: 1200 * kilobytes })
  expect(decide(outside, outside, owner([], 63))).toBeUndefined()
})
