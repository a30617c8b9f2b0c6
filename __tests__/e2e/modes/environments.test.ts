import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const environments: Record<string, string> = {
  'jsdom.js': `
    const { withLeakDetection } = require('jest-leakguard')
    module.exports = withLeakDetection(require('jest-environment-jsdom').TestEnvironment)`,
  // As a third party might write it: everything is a class field, and it opens things of its own.
  'third-party.js': `
    const { withLeakDetection } = require('jest-leakguard')
    const { TestEnvironment } = require('jest-environment-node')
    class ThirdParty extends TestEnvironment {
      events = []
      setup = async () => {
        await super.setup()
        this.heartbeat = setInterval(() => {}, 1000)
        this.global.events = this.events
      }
      handleTestEvent = async ({ name }) => {
        this.events.push(name)
        if (name === 'test_start') this.perTest = setInterval(() => {}, 1000)
        if (name === 'test_done') clearInterval(this.perTest)
      }
      teardown = async () => {
        clearInterval(this.heartbeat)
        await super.teardown()
      }
    }
    module.exports = withLeakDetection(ThirdParty)`,
  'subclass.js': `
    const LeakGuardEnvironment = require('jest-leakguard/environment')
    module.exports = class extends LeakGuardEnvironment {
      events = []
      setup = async () => {
        await super.setup()
        this.global.events = this.events
      }
      handleTestEvent = async (event, state) => {
        this.events.push(event.name)
        await super.handleTestEvent(event, state)
      }
      teardown = async () => {
        await super.teardown()
      }
    }`,
  'subclass-without-super.js': `
    const LeakGuardEnvironment = require('jest-leakguard/environment')
    module.exports = class extends LeakGuardEnvironment {
      events = []
      async setup() {
        await super.setup()
        this.global.events = this.events
      }
      handleTestEvent = ({ name }) => {
        this.events.push(name)
      }
    }`,
  'subclass-with-methods.js': `
    const LeakGuardEnvironment = require('jest-leakguard/environment')
    module.exports = class extends LeakGuardEnvironment {
      events = []
      async setup() {
        await super.setup()
        this.global.events = this.events
      }
      async handleTestEvent(event, state) {
        this.events.push(event.name)
        await super.handleTestEvent(event, state)
      }
    }`,
}

const caseIn = (environment: string, lines: string): LeakCase => ({
  name: environment,
  source: `/** @jest-environment ./${environment} */
    const { setInterval, clearInterval } = require('node:timers')
    describe('block', () => {
      setInterval(() => {}, 1000) // of the block
      test('leaks', async () => {
        await null
        setInterval(() => {}, 1000) // of the test
      })
      test('is clean', async () => {
        await null
        clearInterval(setInterval(() => {}, 1000))
        ${lines}
      })
    })`,
  leaks: [
    leakedInterval({ test: 'block › leaks' }, 'of the test'),
    leakedInterval({ describe: 'block' }, 'of the block'),
  ],
})

const seesEvents = `
        const count = (name) => events.filter((event) => event === name).length
        expect([count('run_start'), count('test_start'), count('test_done')]).toEqual([1, 2, 1])`

const cases: readonly LeakCase[] = [
  caseIn('jsdom.js', 'expect(document.createElement("p").tagName).toBe("P")'),
  ...Object.keys(environments)
    .filter((name) => name !== 'jsdom.js')
    .map((name) => caseIn(name, seesEvents)),
]

const inTheWindow = `/** @jest-environment ./jsdom.js */
  test('leaks in a window', () => {
    window.setTimeout(() => {}, 1000)
  })
  test('is clean in a window', () => {
    clearTimeout(window.setTimeout(() => {}, 1000))
    clearInterval(setInterval(() => {}, 1000))
  })`

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      jest,
      files: { ...filesOf(cases), ...environments, 'window.test.js': inTheWindow },
      args: ['-i'],
    })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test.each(['jest-leakguard/jsdom', 'jest-leakguard/strict-jsdom'])('preset %s', async (preset) => {
    const isStrict = preset.includes('strict')
    const dom = await runJest({
      jest,
      config: { preset },
      files: {
        'leak.test.js': `
          test('leaks', () => { setTimeout(() => {}, 60_000) })
          test('is clean', () => {
            document.body.append('x')
            clearInterval(setInterval(() => {}, 1000))
          })
          test('asks for a frame', () => { requestAnimationFrame(() => {}) })
          test('leaves an unref', () => { require('node:timers').setTimeout(() => {}, 60_000).unref() })`,
        'sub.test.js': `/** @jest-environment ./sub.js */
          test('leaks in a subclass', () => { setInterval(() => {}, 1000) })
          test('goes on', () => { setInterval(() => {}, 20) })
          test('sees it', () => expect([events.includes('test_start'), typeof document]).toEqual([true, 'object']))`,
        'sub.js': `
          module.exports = class extends require('${preset}') {
            async setup() {
              await super.setup()
              this.global.events = []
            }
            async handleTestEvent(event, state) {
              this.global.events?.push(event.name)
              await super.handleTestEvent(event, state)
            }
          }`,
      },
    })
    expect(dom.messageOf('leaks')).toContain('this test leaked a timer')
    // jsdom makes its intervals of time-outs.
    for (const [title, rhythm] of [
      ['leaks in a subclass', 'setInterval, every 1000 ms'],
      ['goes on', 'setInterval, every 20 ms'],
    ] as const) {
      expect(dom.messageOf(title)).toContain(
        'this test leaked a timer: it was started here and never cleared',
      )
      expect(dom.messageOf(title)).toMatch(new RegExp(`timer: +${rhythm}`))
      expect(dom.messageOf(title)).toContain('`clearInterval(timer)` in `afterEach`')
    }
    expect(dom.messageOf('leaks')).toMatch(/timer: +setTimeout, due after 60000 ms/)
    for (const title of ['is clean', 'sees it', 'asks for a frame', 'leaves an unref'])
      expect(dom.test(title)).toMatchObject({ status: 'passed' })
    expect(dom.stderr.includes('1 warned')).toBe(isStrict)
    expect(dom.output).not.toContain('not detected')
  })

  test('timers of a window', () => {
    expect(run.test('leaks in a window').status).toBe('failed')
    expect(run.messageOf('leaks in a window')).toContain(
      'LeakError: this test leaked a timer: it was started here and never cleared',
    )
    expect(run.messageOf('leaks in a window')).toMatch(/^ +> 3 \| .*window\.setTimeout/m)
    expect(run.test('is clean in a window').status).toBe('passed')
  })
})
