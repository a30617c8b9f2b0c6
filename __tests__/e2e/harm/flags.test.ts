import { runJest } from '../support/run/run-jest'

const guarded = { preset: 'jest-leakguard' }
const plain = { testEnvironment: 'node' }

const off = { ...guarded, testEnvironmentOptions: { leakguard: { types: { '*': 'off' } } } }

const busy = `
  const net = require('node:net')
  const pause = () => new Promise((done) => setTimeout(done, 2))
  beforeEach(pause)
  test.each([1, 2, 3])('is clean %i', async () => {
    const server = net.createServer((socket) => socket.end())
    await new Promise((done) => server.listen(0, done))
    await new Promise((done) => net.connect(server.address().port).resume().on('close', done))
    await new Promise((done) => server.close(done))
  })`

const waiting = `
  let timer
  beforeAll(() => {
    timer = setInterval(() => {}, 5)
  })
  afterAll(() => clearInterval(timer))
  test.each([1, 2, 3])('is clean %i', async () => {
    await new Promise((done) => setTimeout(done, 2))
  })`

/** Core modules are shared by all sandboxes: one that is kept there is never collected. */
const retaining = `
  test('retains its sandbox', () => {
    require('node:util').kept = () => globalThis
  })`

const listening = `
  test('leaves a server', (done) => {
    require('node:http').createServer().listen(0, done)
  })`

/** A stack on which `this` is an object that nothing else holds: V8 keeps it until the stack is read. */
const collecting = `
  class Job {
    async run() {
      await new Promise((done) => this.wait(done))
    }
    wait(done) {
      this.timer = setTimeout(done, 1)
      setTimeout(done, 60_000).unref()
    }
  }
  const finished = new Set()
  const registry = new FinalizationRegistry((name) => finished.add(name))
  const run = async (name) => {
    const job = new Job()
    registry.register(job, name)
    await job.run()
    return job
  }
  const kept = []
  test('is collected', async () => {
    await run('let go')
    kept.push(await run('kept'))
    await new Promise((done) => setTimeout(done, 5))
    gc()
    await new Promise((done) => setTimeout(done, 20))
    expect([...finished]).toEqual(['let go'])
  })`

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each(['jest-leakguard', 'jest-leakguard/strict'])(
    'what a test lets go is collected when it calls `gc()`, under %s',
    async (preset) => {
      const files = {
        'collecting.test.js': collecting,
        // In band, before the sandboxes are made: each gets a `gc()`.
        'expose-gc.js': "module.exports = () => require('node:v8').setFlagsFromString('--expose-gc')",
      }
      for (const config of [plain, { preset }]) {
        const run = await runJest({
          jest,
          files,
          config: { ...config, globalSetup: './expose-gc.js' },
          args: ['-i'],
        })
        expect([run.test('is collected').status, run.messageOf('is collected')]).toEqual(['passed', ''])
      }
    },
  )

  test('--detectLeaks says what it says under plain Jest', async () => {
    const adding = "test('adds', async () => expect(1 + (await 2)).toBe(3))"
    const files = {
      'adding.test.js': adding,
      'waiting.test.js': waiting,
      'busy.test.js': busy,
      'retaining.test.js': retaining,
    }
    const verdicts = async (config: object): Promise<unknown> => {
      const run = await runJest({ jest, files, config, args: ['-i', '--detectLeaks'] })
      return Object.keys(files).map((file) => [file, run.file(file).status, run.fileMessage(file)])
    }
    const expected = await verdicts(plain)

    // Jest 30 finds fault with most files that do anything, Jest 29 with those that retain something.
    expect(expected).toContainEqual(['adding.test.js', 'passed', ''])
    expect(expected).toContainEqual([
      'retaining.test.js',
      'failed',
      expect.stringContaining('is leaking memory'),
    ])
    expect(await verdicts(guarded)).toEqual(expected)
  })

  test('--detectOpenHandles says what it says under plain Jest', async () => {
    const files = { 'busy.test.js': busy, 'listening.test.js': listening }
    const args = ['--detectOpenHandles', '--forceExit']
    const openHandles = async (config: object): Promise<string> => {
      const run = await runJest({ jest, files, config, args })
      expect(run.json.numPassedTests).toBe(4)
      return /Jest has detected[^]*$/.exec(run.stderr)?.[0] ?? ''
    }
    const expected = await openHandles(plain)

    expect(expected).toContain('listening.test.js:3')
    expect(await openHandles(off)).toBe(expected)
  })

  test('--detectOpenHandles finds nothing that is closed already', async () => {
    const files = { 'busy.test.js': busy, 'listening.test.js': listening }
    const run = await runJest({ jest, files, config: guarded, args: ['--detectOpenHandles'] })

    expect(run).toMatchObject({ code: 1, timedOut: false, json: { numPassedTests: 3, numFailedTests: 1 } })
    expect(run.messageOf('leaves a server')).toContain('this test leaked an HTTP server')
    expect(run.stderr).not.toContain('Jest has detected')
  })
})
