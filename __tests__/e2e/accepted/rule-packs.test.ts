import type { Report } from '../../../src/report/model/model'
import { byPath } from '../support/run/by-path'
import { type ContainerRuntime, startContainerRuntime } from '../support/install/container-runtime'
import type { JestRun } from '../support/run/jest-run'
import { installLibraries, keepers as packages } from '../support/install/libraries'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { keeperFiles, keepers } from '../types/process-wide'

const configOf = (leakguard: object, more: object = {}): object => ({
  preset: 'jest-leakguard',
  reporters: ['default', ['jest-leakguard/reporter', { formats: ['json'] }]],
  testEnvironmentOptions: { leakguard },
  ...more,
})

describe('what packages keep for as long as the process lives', () => {
  const everything = { types: { 'unref-timer': 'fail' }, thirdParty: 'fail', isolation: 'test' }
  // Sentry patches Node's own modules, and Jest breaks such patches when the sandbox is gone that they are from.
  const fileOf = (name: string, folder: string): string =>
    `${name.includes('sentry') ? 'zz-last/' : ''}${folder}/${name.replaceAll(/\W+/g, '-')}.test.js`
  let runtime: ContainerRuntime
  let fixture: Fixture
  let run: JestRun
  let report: Report
  beforeAll(async () => {
    runtime = await startContainerRuntime()
    const files = keepers.flatMap(({ name, source }) => [
      [fileOf(name, 'known'), source],
      [fileOf(name, 'unknown'), `/** @LG {"rulePacks": false} */\n${source}`.replace('@LG', '@leakguard')],
    ])
    const livesOn = `
      const [, port] = /:(\\d+)$/.exec(process.env.DOCKER_HOST)
      test('the child, the workers and the connection', async () => {
        const states = require('keep').states()
        expect(states).toEqual(states.map(() => true))
        expect(states.length).toBeGreaterThanOrEqual(4)
        const reapers = await new Promise((done) => {
          require('node:http').get('http://127.0.0.1:' + port + '/reapers', async (response) => {
            done(Number(await response.toArray()))
          })
        })
        expect(reapers).toBe(1)
      })`
    fixture = await createFixture({
      files: {
        ...keeperFiles,
        ...(Object.fromEntries(files) as Record<string, string>),
        'known/double.cjs': keeperFiles['double.cjs'],
        'unknown/double.cjs': keeperFiles['double.cjs'],
        'by-path.js': byPath,
        'known/zz-lives-on.test.js': livesOn,
      },
      config: configOf(everything, {
        modulePaths: [await installLibraries(packages)],
        testSequencer: './by-path.js',
        testTimeout: 30_000,
      }),
    })
    run = await fixture.run({ args: ['-i', '--forceExit'], env: runtime.env, timeout: 110_000 })
    report = JSON.parse(await fixture.read('leak-report/leaks.json')) as Report
  })
  afterAll(() => {
    runtime.close()
  })

  const leaksOf = (file: string) => report.files.find((entry) => entry.file === file)?.leaks ?? []

  test.each(keepers)('$name is known: recorded with its reason, and left alone', (keeper) => {
    const { name, others = [], reason, type } = keeper
    const file = fileOf(name, 'known')
    expect(run.fileMessage(file)).toBe('')
    expect(run.file(file).status).toBe('passed')
    const leaks = leaksOf(file)
    expect(new Set(leaks.map((leak) => leak.type))).toEqual(new Set([type, ...others]))
    expect(leaks.map(({ closed, status }) => [status, closed])).toEqual(
      leaks.map(() => ['allowed', undefined]),
    )
    expect(leaks.find((leak) => leak.type === type)?.reason).toContain(reason)
  })

  test.each(keepers)('without the rules $name is a leak', ({ name, others = [], type }) => {
    const [leak] = leaksOf(fileOf(name, 'unknown'))
    expect(leak).toMatchObject({ status: 'new' })
    // All of one call of a package is one leak.
    expect([type, ...others]).toContain(leak?.type)
  })

  test('they live on into the next file', () => {
    expect(run.fileMessage('known/zz-lives-on.test.js')).toBe('')
    expect(run.file('known/zz-lives-on.test.js').status).toBe('passed')
  })

  test('nothing is said of them', () => {
    expect(run.stderr).not.toMatch(/^ +known\//m)
  })
})
