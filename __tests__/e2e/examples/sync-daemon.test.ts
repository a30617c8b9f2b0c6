import { type Code, type ExpectedLeak, leaksIn, placedLeaks } from '../support/cases/example-leaks'
import { copyExample, type ExampleCopy } from '../support/cases/example-run'
import { fileHandle, unixServer, sleepingTimer, agents } from '../support/cases/example-words'
import type { ProcessEnd } from '../support/run/jest-process'

const engine: Code = ['src/engine.ts', 'await open(']
const started: Code = ['leaking/fixture.test.ts', 'await Daemon.start(']
const files = Array.from({ length: 16 }, (_, index) => `file-${index + 1}`)

const expectedLeaks: readonly ExpectedLeak[] = [
  ...files.flatMap((file): ExpectedLeak[] => [
    {
      owner: `many calls › ${file} is synced once`,
      ...agents(5),
      opened: ['src/client.ts', 'new Agent('],
      calledFrom: ['leaking/many-calls.test.ts', 'await sync()'],
    },
    {
      owner: `many calls › ${file} is synced once`,
      ...fileHandle(5),
      opened: engine,
      calledFrom: ['leaking/many-calls.test.ts', 'await look()'],
    },
  ]),
  {
    owner: 'a dashboard polls the status',
    ...sleepingTimer,
    opened: ['leaking/polling.test.ts', 'sleep(30_000)'],
    calledFrom: ['leaking/polling.test.ts', 'sleep(30_000)'],
  },
  { owner: 'a daemon › syncs on request', ...fileHandle(1), opened: engine, calledFrom: started },
  {
    owner: 'a daemon › syncs on request',
    ...unixServer,
    opened: ['src/unix-socket.ts', 'server.listen('],
    calledFrom: started,
  },
  {
    owner: 'a daemon › syncs on request',
    ...sleepingTimer,
    opened: ['src/sync-loop.ts', 'await sleep('],
    calledFrom: ['src/sync-loop.ts', 'await sleep('],
  },
]

describe('examples/sync-daemon', () => {
  let example: ExampleCopy
  let leaking: ProcessEnd
  let clean: ProcessEnd

  beforeAll(async () => {
    example = await copyExample('sync-daemon')
    leaking = await example.jest('./leaking')
    clean = await example.jest('./clean')
  }, 400_000)

  afterAll(() => example.remove())

  test('the leaking suite passes its own tests, ends by itself and fails for its leaks', () => {
    expect(leaking.output).toMatch(/^Leaks: +164 failed\b/m)
    expect(leaking.output).toContain('Tests:       18 failed, 18 total')
    expect(leaking).toMatchObject({ code: 1, leftProcesses: false, timedOut: false })
  })

  test('the leaking suite names the owner, the lines and the cure of every leak', async () => {
    expect(leaksIn(leaking.output)).toEqual(await placedLeaks('sync-daemon', expectedLeaks))
  })

  test('an agent of a unix socket is shown with its path', () => {
    expect(leaking.output).toMatch(/^ +agent: {3}1 idle socket to .*d\.sock$/m)
  })

  test('the clean suite passes under the strict preset and has no leaks', () => {
    expect(clean.output).not.toMatch(/\bleak(?!guard)/i)
    expect(clean.output).toContain('Test Suites: 2 passed, 2 total')
    expect(clean.output).toContain('Tests:       31 passed, 31 total')
    expect(clean).toMatchObject({ code: 0, leftProcesses: false, timedOut: false })
  })

  test('the table shows a session and an engine per call before the fix, and one of each after it', async () => {
    const { stdout, code } = await example.node('measure.mjs')

    expect(code).toBe(0)
    expect(stdout).toMatch(/^leaking +80 +80 +\d+ +\+-?\d+ MB$/m)
    expect(stdout).toMatch(/^clean +1 +1 +\d+ +\+-?\d+ MB$/m)
    const [before = 0, after = 0] = Array.from(stdout.matchAll(/^\w+ +\d+ +\d+ +(\d+)/gm), ([, n]) =>
      Number(n),
    )
    // Each session has a socket on both sides, or is closed on one; each engine has a file.
    expect(before - after).toBeGreaterThan(100)
  }, 200_000)
})
