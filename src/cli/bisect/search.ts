import { minimise } from './minimise'
import type { RanFile, TrialRequest } from './trial'

/** A test by its file and full name. */
export interface NamedTest {
  readonly file: string
  readonly name: string
}

/** What has to run before a test: another test, or a whole file. */
export interface Earlier {
  readonly file: string
  readonly name?: string | undefined
}

/** What the search has found; paths are absolute. */
export type Found =
  | { readonly kind: 'nothing fails' }
  | { readonly kind: 'fails alone' | 'not repeated' | 'not enough'; readonly test: NamedTest }
  | {
      readonly kind: 'found'
      readonly test: NamedTest
      readonly before: readonly Earlier[]
      readonly isSmallest: boolean
      /** The run that shows it. */
      readonly request: TrialRequest
    }

export interface Search {
  /** Runs Jest, or knows what that said before. */
  readonly run: (request: TrialRequest, what: string) => Promise<readonly RanFile[]>
  /** No more runs may be made. */
  readonly isOver: () => boolean
  readonly seed: number | undefined
}

/** Without a seed: so many orders are tried when Jest's own fails nothing. */
const triedSeeds = 3

/** Failing tests that are looked at, at most: the first of them that passes alone is the one. */
const mostTargets = 5

/** Finds the smallest set of earlier tests, or of files, that makes a test fail. */
export async function search({ isOver, run, seed: given }: Search): Promise<Found> {
  const { files, seed } = await firstFailing()
  const failing = files.flatMap(({ file, tests }) =>
    tests.filter(({ status }) => status === 'failed').map(({ name }) => ({ file, name })),
  )
  if (failing.length === 0) return { kind: 'nothing fails' }
  for (const test of failing.slice(0, mostTargets)) {
    const alone = { order: { files: [test.file] }, names: [test.name], seed }
    if (isOver()) return { kind: 'not enough', test }
    if (await fails(test, alone, 'the test alone')) continue
    return searchBefore(test, files, seed)
  }
  return { kind: 'fails alone', test: failing[0] as NamedTest }

  async function firstFailing(): Promise<{ files: readonly RanFile[]; seed: number | undefined }> {
    const order = given === undefined ? undefined : { seed: given }
    let files = await run({ order, seed: given }, 'all test files')
    for (let seed = 1; given === undefined && !hasFailed(files) && seed <= triedSeeds && !isOver(); seed++) {
      files = await run({ order: { seed }, seed }, `all test files, shuffled by seed ${String(seed)}`)
      if (hasFailed(files)) return { files, seed }
    }
    return { files, seed: given }
  }

  async function fails(test: NamedTest, request: TrialRequest, what: string): Promise<boolean> {
    const ran = await run(request, what)
    const file = ran.find((each) => each.file === test.file)
    return file?.tests.some(({ name, status }) => name === test.name && status === 'failed') === true
  }

  async function searchBefore(
    test: NamedTest,
    all: readonly RanFile[],
    seed: number | undefined,
  ): Promise<Found> {
    const whole = { order: { files: [test.file] }, seed }
    if (await fails(test, whole, 'its file alone')) return withinFiles(test, [test.file], all, seed)
    const earlier = all
      .slice(
        0,
        all.findIndex(({ file }) => file === test.file),
      )
      .map(({ file }) => file)
    const after = (files: readonly string[]): TrialRequest => ({
      order: { files: [...files, test.file] },
      seed,
    })
    if (earlier.length === 0 || !(await fails(test, after(earlier), 'its file after all earlier ones')))
      return { kind: 'not repeated', test }
    const { isSmallest, items } = await minimise(
      earlier,
      (files) =>
        fails(test, after(files), `after ${counted(files.length, 'file')} of ${String(earlier.length)}`),
      isOver,
    )
    const files: Found = {
      kind: 'found',
      test,
      before: items.map((file) => ({ file })),
      isSmallest,
      request: after(items),
    }
    if (!isSmallest || isOver()) return { ...files, isSmallest: false }
    const tests = await withinFiles(test, [...items, test.file], all, seed)
    return tests.kind === 'found' ? tests : files
  }

  /** Which tests of these files it takes; the last file is that of the test itself. */
  async function withinFiles(
    test: NamedTest,
    files: readonly string[],
    all: readonly RanFile[],
    seed: number | undefined,
  ): Promise<Found> {
    const others = all
      .filter(({ file }) => files.includes(file))
      .flatMap(({ file, tests }) => tests.map(({ name, status }) => ({ file, name, status })))
      .filter(({ file, name, status }) => status !== 'pending' && (file !== test.file || name !== test.name))
    const after = (tests: readonly NamedTest[]): TrialRequest => ({
      order: { files },
      names: [...new Set([...tests.map(({ name }) => name), test.name])],
      seed,
    })
    if (!(await fails(test, after(others), 'the tests of what is left, by name')))
      return { kind: 'not repeated', test }
    const { isSmallest, items } = await minimise(
      others,
      (tests) =>
        fails(test, after(tests), `after ${counted(tests.length, 'test')} of ${String(others.length)}`),
      isOver,
    )
    const before = items.map(({ file, name }) => ({ file, name }))
    return { kind: 'found', test, before, isSmallest, request: after(items) }
  }
}

function hasFailed(files: readonly RanFile[]): boolean {
  return files.some(({ tests }) => tests.some(({ status }) => status === 'failed'))
}

function counted(n: number, what: string): string {
  return `${String(n)} ${what}${n === 1 ? '' : 's'}`
}
