import { type ExpectedLeak, leaksIn, placedLeaks } from '../support/cases/example-leaks'
import { copyExample, type ExampleCopy } from '../support/cases/example-run'
import { database, pgClient, pgPool, server } from '../support/cases/example-words'
import type { ProcessEnd } from '../support/run/jest-process'

const expectedLeaks: readonly ExpectedLeak[] = [
  {
    owner: 'the API › keeps a balance',
    ...server('this test'),
    opened: ['src/app.ts', 'server.listen('],
    calledFrom: ['leaking/app.test.ts', 'await startApp('],
  },
  {
    owner: 'a transaction reads what it has written',
    ...pgClient,
    opened: ['src/postgres-db.ts', 'await this.#pool.connect()'],
    calledFrom: ['leaking/transaction.test.ts', 'await database.begin()'],
  },
  {
    owner: 'a balance is kept › on the server',
    ...pgPool,
    opened: ['src/postgres-db.ts', 'new Pool('],
    calledFrom: ['leaking/mixed-settings.test.ts', 'database = await openDatabase()'],
  },
  {
    owner: 'a balance is kept › in a file',
    ...database('this test'),
    opened: ['src/sqlite-db.ts', 'new SqliteConnection('],
    calledFrom: ['leaking/mixed-settings.test.ts', '// another one'],
  },
  {
    owner: 'a balance is kept › in a file',
    headline: 'this test left `process.env.SQLITE_FILE` set: it was set here and never restored',
    help: '`delete process.env.SQLITE_FILE` in `afterEach`',
    opened: ['leaking/mixed-settings.test.ts', "process.env['SQLITE_FILE'] ="],
    calledFrom: ['leaking/mixed-settings.test.ts', "process.env['SQLITE_FILE'] ="],
  },
]

describe('examples/database-service', () => {
  let example: ExampleCopy
  let leaking: ProcessEnd
  let clean: ProcessEnd

  beforeAll(async () => {
    example = await copyExample('database-service')
    leaking = await example.jest('./leaking')
    clean = await example.jest('./clean')
  }, 400_000)

  afterAll(() => example.remove())

  test('the leaking suite passes its own tests, ends by itself and fails for its leaks', () => {
    expect(leaking.output).toMatch(/^Leaks: +9 failed\b/m)
    expect(leaking.output).toContain('Tests:       7 failed, 7 total')
    expect(leaking).toMatchObject({ code: 1, timedOut: false })
  })

  test('the leaking suite names the owner, the lines and the cure of every leak', async () => {
    const [singletons, others] = [true, false].map((wanted) =>
      leaksIn(leaking.output).filter(({ headline }) => headline.includes('the singleton') === wanted),
    )

    expect(others).toEqual(await placedLeaks('database-service', expectedLeaks))
    expect(singletons?.map(({ owner, headline }) => `${owner}: ${headline}`)).toEqual([
      // Each test has a copy of the module, with a pool that is told with its singleton.
      ...['0n', '1152921504606846976n', '1n'].map((cents): unknown =>
        expect.stringMatching(
          `^accounts › keep a balance of ${cents} cents: this test leaked the singleton DatabaseService`,
        ),
      ),
      expect.stringMatching(/^the API › keeps a balance: this test leaked the singleton DatabaseService/),
    ])
    expect(leaking.output.match(/^ +open: +pg-pool$/gm)).toHaveLength(3)
    expect(singletons?.[0]?.help).toContain('registerSingleton(DatabaseService)')
  })

  test('what the transaction held is told, and ended', () => {
    expect(leaking.output).toMatch(/state: {3}idle in transaction, last statement SELECT cents FROM accounts/)
    expect(leaking.output).toContain('closed:  rolled back and disconnected')
  })

  test('the clean suite passes on both databases under the strict preset and has no leaks', () => {
    expect(clean.output).not.toMatch(/\bleak(?!guard)/i)
    expect(clean.output).toContain('Test Suites: 3 passed, 3 total')
    expect(clean.output).toContain('Tests:       33 passed, 33 total')
    expect(clean).toMatchObject({ code: 0, timedOut: false })
  })

  test('without the package each test adds a session at the server, with it none', async () => {
    const { stdout, code } = await example.node('measure.mjs')
    const rows = Array.from(stdout.matchAll(/(\d+) +(\d+)$/gm), ([, a, b]) => [Number(a), Number(b)] as const)
    const [[first, second] = [0, 0]] = rows

    expect(code).toBe(0)
    expect(rows.map(([without]) => without - first)).toEqual([0, 1, 2, 3])
    expect(rows.map(([, withPackage]) => withPackage - second)).toEqual([0, 0, 0, 0])
  }, 200_000)
})
