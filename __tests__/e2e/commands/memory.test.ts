import { environment, lineOf, type Retainer, retainers } from '../support/cases/retainers'
import { transforms } from '../support/cases/leaking-suite'
import type { JestRun } from '../support/run/jest-run'
import { createFixture, type FixtureOptions, nodeLines } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'
import { runMemory } from '../support/run/run-memory'

const plain = { testEnvironment: './environment.js' }

// Longer than a run of the command may take.
jest.setTimeout(300_000)

const planted: FixtureOptions['files'] = {
  'environment.js': environment,
  ...Object.fromEntries(
    retainers.flatMap(({ name, leaking, clean }) => [
      [`${name}.leaking.test.js`, leaking],
      [`${name}.clean.test.js`, clean],
    ]),
  ),
}

/** The paragraphs of the answer, by file. */
function paragraphs(run: JestRun): Map<string, string> {
  const found = run.stdout.split(/^ {2}● /m).slice(1)
  return new Map(found.map((text) => [/^\S+/.exec(text)?.[0] ?? '', text]))
}

const expected = ({ said, ...retainer }: Retainer): string => `      ${lineOf({ said, ...retainer })} ${said}`

describe.each(['30', '29'] as const)('twelve planted retainers, Jest %s', (jest) => {
  let run: JestRun

  beforeAll(async () => {
    run = await runMemory({ files: planted, config: plain, jest })
  })

  test('the run tells how many files are kept', () => {
    expect(run).toMatchObject({ code: 1, leftProcesses: false })
    expect(run.stdout).toMatch(/^12 of 24 finished files are still in memory \(some \d+(?:\.\d)? MB\):$/m)
    expect(run.output).not.toContain('Jest did not exit')
  })

  test.each(retainers)('$name: named with its line', (retainer) => {
    expect(paragraphs(run).get(`${retainer.name}.leaking.test.js`)).toContain(expected(retainer))
  })

  test.each(retainers)('$name: its clean sibling is let go', ({ name }) => {
    expect(run.stdout).not.toContain(`${name}.clean.test.js`)
  })
})

test.each(nodeLines)('twelve planted retainers, Node %s', async (node) => {
  const run = await runMemory({ files: planted, config: plain }, [], { node })
  const told = paragraphs(run)
  expect(run).toMatchObject({ code: 1, timedOut: false, stderr: expect.stringContaining('Tests:') as string })

  const missed = retainers.filter(
    (retainer) => told.get(`${retainer.name}.leaking.test.js`)?.includes(expected(retainer)) !== true,
  )
  expect(missed.map(({ name }) => [name, told.get(`${name}.leaking.test.js`)])).toEqual([])
  expect([...told.keys()].filter((file) => file.includes('clean'))).toEqual([])
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  const leaking = "test('a', () => void process.stdout.on('resize', () => undefined))\n"
  const clean = "test('a', () => undefined)\n"

  test('a suite that keeps nothing is told so, whatever its tests say', async () => {
    const files = { 'a.test.js': clean, 'b.test.js': "test('b', () => { throw new Error('no') })\n" }
    const run = await runMemory({ files, config: {}, jest })

    expect(run).toMatchObject({ code: 0, stdout: expect.not.stringContaining('still in memory') as string })
    expect(run.stderr).toContain('leakguard memory: Jest itself ended with exit code 1\n')
    expect(run.stderr).toContain('leakguard memory: all 2 files were let go when they were finished\n')
    expect(run.stderr).toMatch(/after a collection the heap grew from \d+ MB before the first file to \d+ MB/)
  })

  test('under the preset as well, and what it closes keeps nothing', async () => {
    const files = {
      'a.test.js': clean,
      'b.test.js': "test('b', () => void setInterval(() => undefined, 1000))\n",
    }
    const run = await runMemory({ files, jest })

    expect(run.code).toBe(0)
    expect(run.stderr).toContain('Jest itself ended with exit code 1')
  })

  test('under the preset a file that is kept is named', async () => {
    const run = await runMemory({ files: { 'a.test.js': clean, 'b.test.js': leaking }, jest })

    expect(run.code).toBe(1)
    expect([...paragraphs(run).keys()]).toEqual(['b.test.js'])
  })

  test('--json is nothing but the answer', async () => {
    const run = await runMemory({ files: { 'a.test.js': clean, 'b.test.js': leaking }, config: {}, jest }, [
      '--json',
    ])
    const answer = JSON.parse(run.stdout) as { files: object[]; kept: { file: string; bytes: number }[] }

    expect(run.code).toBe(1)
    expect(answer).toMatchObject({
      version: 1,
      exitCode: 0,
      kept: [
        {
          file: 'b.test.js',
          through: null,
          holders: [
            {
              kind: 'listener',
              event: 'resize',
              emitter: 'process.stdout',
              held: 'a function',
              heldPlace: { file: 'b.test.js', line: 1, column: expect.any(Number) as number },
              site: { file: 'b.test.js', line: 1, column: expect.any(Number) as number },
              text: expect.stringContaining('b.test.js:1 added a listener') as string,
              help: "take it off in `afterAll`: `.off('resize', listener)`",
            },
          ],
        },
      ],
    })
    expect(answer.kept[0]?.bytes).toBeGreaterThan(100_000)
    expect(answer.files).toHaveLength(2)
    expect(run.stderr).toMatch(/^Tests: +2 passed, 2 total$/m)
  })

  test('--out keeps the heap snapshot', async () => {
    const fixture = await createFixture({ files: { 'a.test.js': clean }, config: {}, jest })
    const run = await runLeakguard(fixture, ['memory', '--out', 'a.heapsnapshot'])

    expect(run.code).toBe(0)
    expect(run.stderr).toContain('leakguard memory: heap snapshot in a.heapsnapshot\n')
    expect(JSON.parse(await fixture.read('a.heapsnapshot'))).toHaveProperty('snapshot.node_count')
  })
})

describe.each(['30', '29'] as const)('TypeScript, Jest %s', (jest) => {
  const source = `interface Options {
  // Comments and types are gone when this runs.
  size?: number
}

export function listen(_options: Options): void {
  process.stdout
    .on('resize', () => undefined)
}
`
  const tsconfig = JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'commonjs', esModuleInterop: true, types: ['node', 'jest'] },
  })

  test.each(Object.entries(transforms))('%s', async (_name, { config, files }) => {
    const test = "import { listen } from './listen'\n\ntest('a', () => listen({}))\n"
    const run = await runMemory({
      files: { ...files, 'listen.ts': source, 'a.test.ts': test, 'tsconfig.json': tsconfig },
      config,
      jest,
    })

    expect(paragraphs(run).get('a.test.ts')).toContain(
      'listen.ts:8 added a listener for "resize" to process.stdout',
    )
  })
})

test('many files that one line keeps are told together', async () => {
  const files = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [
      `${name}.test.js`,
      "test('a', () => require('./log'))\n",
    ]),
  )
  const run = await runMemory({
    files: { ...files, 'log.js': "process.stdout.on('resize', function flush() {})\n" },
    config: {},
  })

  expect(run.stdout).toMatch(/^7 of 7 finished files are still in memory/m)
  expect(run.stdout).toMatch(/^ {2}● (?:[a-g]\.test\.js, ){4}[a-g]\.test\.js and 2 more \(\d+ MB\)$/m)
  expect(run.stdout.split('log.js:1 added a listener')).toHaveLength(2)
})

describe.each(['30', '29'] as const)('each file wraps what the one before has wrapped, Jest %s', (jest) => {
  const wraps = `const https = require('https')

const original = https.request
https.request = (...args) => original(...args)
exports.restore = () => void (https.request = original)
`
  const run = (after: string) => {
    const source = `const { restore } = require('./wraps')
      const buffers = Array.from({ length: 16 }, () => Buffer.alloc(512 * 1024, 1))
      test('a', () => expect(buffers).toHaveLength(16))
      ${after}`
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${String(i)}.test.js`, source]))
    return runMemory({ files: { ...files, 'wraps.js': wraps }, config: {}, jest })
  }

  test('the line is that of the outermost, though its file is not over when the run is ended', async () => {
    const { code, stdout, stderr } = await run('')

    expect(code).toBe(1)
    expect(stderr).toMatch(/^leakguard memory: ended the run after \d\d files/m)
    expect(stdout.match(/^ {6}(?!help).+$/gm)).toEqual([
      expect.stringMatching(
        /^ {6}wraps\.js:4 replaced `https\.request` for every file of the process, which keeps/,
      ),
    ])
  })

  test('nothing is told once each puts the original back', async () => {
    const { code, stderr } = await run('afterAll(restore)')

    expect(code).toBe(0)
    expect(stderr).toContain('all 30 files were let go when they were finished')
  })
})

test.each(nodeLines)('what the optimizer of V8 holds does not end the run, Node %s', async (node) => {
  const source = `
    const objects = []
    test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('waits %i', async (i) => {
      await new Promise((done) => setTimeout(done, 3))
      for (let n = 0; n < 20000; n++) objects.push({ n, text: 'item ' + n })
      await new Promise((done) => setImmediate(done))
    })`
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${String(i)}.test.js`, source]))
  const run = await runMemory({ files, config: {} }, [], { node })

  // Each of its tests leaves objects to its file, which is told apart.
  expect(run.stdout).not.toContain('still in memory')
  expect(run.stderr).toContain('all 40 files were let go when they were finished')
  expect(run.stderr).not.toContain('ended the run')
})

test('the add-on of better-sqlite3 keeps the file that loads it first', async () => {
  const source = "test('a', () => new (require(process.env.BETTER_SQLITE3))(':memory:').close())\n"
  const run = await runMemory(
    { files: { 'a.test.js': source, 'b.test.js': "test('b', () => undefined)\n" }, config: {} },
    [],
    {
      env: { BETTER_SQLITE3: require.resolve('better-sqlite3') },
    },
  )

  expect(paragraphs(run).get('a.test.js')).toContain('gave something to a native add-on or handle')
  expect(run.stdout).not.toContain('b.test.js')
})

test('a run without a test file is incomplete', async () => {
  const run = await runMemory({ files: { 'a.test.js': '' }, config: {} }, [
    '--',
    '--passWithNoTests',
    'nothing',
  ])

  expect(run.code).toBe(2)
  expect(run.stderr).toContain('leakguard memory: Jest ran no test file in its own process')
})

test('watch mode and unknown options are refused', async () => {
  const fixture = await createFixture({ files: {}, config: {} })
  const watching = await runLeakguard(fixture, ['memory', '--', '--watch'])
  const unknown = await runLeakguard(fixture, ['memory', '--outt'])

  expect(watching.code).toBe(64)
  expect(watching.stderr).toContain('`--watch` does not go with `jest-leakguard memory`')
  expect(unknown.code).toBe(64)
  expect(unknown.stderr).toContain('did you mean `--out`?')
})
