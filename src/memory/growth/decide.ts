import type { Allocator, GrownFile } from '../child/channel'

/** What less than so many owners do again is no growth: caches fill, modules load, code is compiled. */
const fewest = 3

/** What all of it must come to, in bytes; and one line alone. */
const leastInFile = 1024 * 1024
const leastOfLine = 128 * 1024

/** What one owner must leave outside the heap to count, in bytes. */
const leastOutside = 64 * 1024

export interface GrowingOwner {
  readonly name: string
  readonly with: number
  readonly bytes: number
}

/** A test file whose tests leave more and more behind. */
export interface GrowingFile {
  readonly file: string
  readonly bytes: number
  /** Of which this is outside the heap. */
  readonly external: number
  readonly owners: readonly GrowingOwner[]
  /** What allocates it, the most first. */
  readonly allocators: readonly GrowingAllocator[]
}

/** Functions of tests are told as one, by the first of them. */
export interface GrowingAllocator extends Allocator {
  readonly others: number
}

/** A function that allocates in tests again and again, by owner. */
interface Repeated {
  readonly first: Allocator
  readonly by: Map<number, number>
  readonly places: Set<string>
}

/** What grows from test to test; undefined when nothing does, or too little. */
export function decideGrowth({ file, owners }: GrownFile): GrowingFile | undefined {
  const heap = repeatedIn(
    file,
    owners.map((owner) => owner.heap),
  )
  const buffers = repeatedIn(
    file,
    owners.map((owner) => owner.buffers),
  )
  const outside = owners.map(({ external }) => (external < leastOutside ? 0 : external))
  const grows = outside.filter((bytes) => bytes > 0).length >= fewest
  const told = owners.map(({ name, with: others }, number) => ({
    name,
    with: others,
    external: grows ? (outside[number] ?? 0) : 0,
    bytes: (grows ? (outside[number] ?? 0) : 0) + sum(heap.map(({ by }) => by.get(number) ?? 0)),
  }))
  const bytes = sum(told.map((owner) => owner.bytes))
  if (bytes < leastInFile) return undefined
  return {
    file,
    bytes,
    external: sum(told.map((owner) => owner.external)),
    owners: told.filter((owner) => owner.bytes > 0).map(({ external: _external, ...owner }) => owner),
    allocators: [...heap, ...(grows ? buffers : [])]
      .map(({ first, by, places }) => ({ ...first, bytes: sum([...by.values()]), others: places.size - 1 }))
      .sort((a, b) => b.bytes - a.bytes),
  }
}

function repeatedIn(file: string, allocators: readonly (readonly Allocator[])[]): Repeated[] {
  const found = new Map<string, Repeated>()
  allocators.forEach((own, number) => {
    for (const each of own) {
      const key = keyOf(each, file)
      const repeated = found.get(key) ?? {
        first: each,
        by: new Map<number, number>(),
        places: new Set<string>(),
      }
      repeated.by.set(number, (repeated.by.get(number) ?? 0) + each.bytes)
      repeated.places.add(`${String(each.line)}:${String(each.column)}`)
      found.set(key, repeated)
    }
  })
  return [...found.values()].filter(({ by }) => by.size >= fewest && sum([...by.values()]) >= leastOfLine)
}

/** Each test has a function of its own in the test file: all of them are one. */
function keyOf({ name, file, line, column, loads }: Allocator, testFile: string): string {
  if (loads) return `load ${file}`
  return file === testFile && name === '' ? testFile : `${file}:${String(line)}:${String(column)}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
