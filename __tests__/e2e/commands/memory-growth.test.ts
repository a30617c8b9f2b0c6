import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { transforms } from '../support/cases/leaking-suite'
import { type Growth, growths, modules, quiet } from '../support/cases/growth'
import type { JestRun } from '../support/run/jest-run'
import { type FixtureOptions, nodeLines } from '../support/run/run-jest'
import { runMemory } from '../support/run/run-memory'

const files: FixtureOptions['files'] = {
  ...modules,
  ...quiet,
  ...Object.fromEntries(
    growths.flatMap(({ name, leaking, clean }) => [
      [`${name}.leaking.test.js`, leaking],
      [`${name}.clean.test.js`, clean],
    ]),
  ),
}

/** The paragraphs of the answer, by file. */
function paragraphs({ stdout }: JestRun): Map<string, string> {
  const found = stdout
    .slice(stdout.indexOf('leave memory behind'))
    .split(/^ {2}● /m)
    .slice(1)
  return new Map(found.map((text) => [/^\S+/.exec(text)?.[0] ?? '', text]))
}

const missing = ({ name, said }: Growth, told: ReadonlyMap<string, string>): string[] =>
  said.filter((text) => told.get(`${name}.leaking.test.js`)?.includes(text) !== true)

describe.each(['30', '29'] as const)('tests that leave memory behind, Jest %s', (jest) => {
  let run: JestRun

  beforeAll(async () => {
    run = await runMemory({ files, config: {}, jest })
  }, 300_000)

  test('the run says how many files have such tests', () => {
    expect(run).toMatchObject({ code: 1, leftProcesses: false })
    expect(run.stdout).toMatch(/^6 of 14 files have tests that leave memory behind \(some \d+ MB\):$/m)
    expect(run.stderr).toMatch(
      /^leakguard memory: runs \d files once more, in which memory grew from test to test$/m,
    )
    expect(run.stderr).toContain('leakguard memory: all 14 files were let go when they were finished\n')
  })

  test.each(growths)('$name: with owner, classes, line and what holds it', (growth) => {
    expect([missing(growth, paragraphs(run)), run.stdout]).toEqual([[], run.stdout])
  })

  test('what is given back, loaded or filled once is no growth', () => {
    expect(run.stdout).not.toContain('.clean.test.js (')
  })
})

test.each(nodeLines)(
  'tests that leave memory behind, Node %s',
  async (node) => {
    const run = await runMemory({ files, config: {} }, [], { node })
    const told = paragraphs(run)

    expect(growths.flatMap((growth) => missing(growth, told))).toEqual([])
    expect([...told.keys()].filter((file) => file.includes('clean'))).toEqual([])
  },
  300_000,
)

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  const { leaking = '' } = growths.find(({ name }) => name === 'buffers') ?? {}

  test('under the preset, and --json carries it', async () => {
    const run = await runMemory({ files: { 'a.test.js': leaking }, jest }, ['--json'])
    const { growing } = JSON.parse(run.stdout) as { growing: unknown }

    expect(run.code).toBe(1)
    expect(growing).toEqual([
      {
        file: 'a.test.js',
        bytes: expect.any(Number) as number,
        external: expect.any(Number) as number,
        owners: ['one', 'two', 'three', 'four'].map((name) => ({
          name: `test "upload › ${name}"`,
          with: 0,
          bytes: expect.any(Number) as number,
        })),
        classes: expect.arrayContaining([
          {
            name: 'Buffer',
            count: expect.any(Number) as number,
            bytes: expect.any(Number) as number,
          },
        ]) as unknown[],
        allocators: expect.arrayContaining([
          expect.objectContaining({ file: 'a.test.js', line: 3, bytes: 4 * 1024 * 1024 }),
        ]) as unknown[],
        holders: [
          {
            name: 'parts',
            bytes: expect.any(Number) as number,
            place: { file: 'a.test.js', line: 1, column: expect.any(Number) as number },
          },
        ],
      },
    ])
  })

  test('in TypeScript its line is that of the source', async () => {
    const source = `interface Row {
  readonly id: number
}

const rows: Row[] = []

test.each([1, 2, 3, 4])('adds %i', (page: number): void => {
  for (let id = 0; id < 20_000; id++) rows.push({ id: id + page / 3 })
})
`
    const run = await runMemory({
      files: { ...transforms.babel.files, 'a.test.ts': source },
      config: transforms.babel.config,
      jest,
    })

    expect(run.stdout).toContain('allocated in a.test.ts:7 ')
    expect(run.stdout).toContain('these are held by `rows` (a.test.ts:5)')
  })
})

test('the guide shows what is printed', async () => {
  const { leaking = '' } = growths.find(({ name }) => name === 'module-map') ?? {}
  const run = await runMemory({ files: { ...modules, 'users.test.js': leaking }, config: {} })
  const guide = readFileSync(join(__dirname, '../../../docs/memory.md'), 'utf8')
  const withoutFigures = (text: string): string => text.replace(/\d+(?:\.\d)? MB|\d+,\d+/g, 'N')

  expect(withoutFigures(guide)).toContain(withoutFigures(run.stdout.trim()))
})
