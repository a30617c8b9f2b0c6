import type { JestLine } from '../support/install/consumers'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'
import { services } from '../support/cases/singleton-fixture'

const begin = `
  const { registerSingleton } = require('jest-leakguard')
  const { make, order, live, Service } = require('./services')`

/** Each file passes when the singletons were reset at the right moments and in the right order. */
const clean = {
  'order.test.js': `${begin}
    const [A, B, C, D, X, Y] = ['A', 'B', 'C', 'D', 'X', 'Y'].map(make)
    registerSingleton(A)
    registerSingleton(B, { dependsOn: [A] })
    C.dependsOn = [B]
    registerSingleton(C)
    registerSingleton(D, { dependsOn: [C] })
    registerSingleton(Y)
    registerSingleton(X)
    test('a chain of four', () => { for (const s of [D, B, A, C]) s.getInstance() })
    test('was reset from its end; these are independent', () => {
      expect(order.splice(0)).toEqual(['D', 'C', 'B', 'A'])
      X.getInstance()
      Y.getInstance()
    })
    test('last created first', () => { expect(order.splice(0)).toEqual(['Y', 'X']) })
    test('a cycle is refused, and the others go on', () => {
      expect(() => registerSingleton(A, { dependsOn: [D] })).toThrow(
        'registerSingleton(A): dependsOn forms a cycle: A → D → C → B → A. Remove one')
      A.getInstance()
    })
    test('without the cycle', () => { expect(order.splice(0)).toEqual(['A']) })`,
  'scopes.test.js': `${begin}
    const [T, F, Used, User] = ['T', 'F', 'Used', 'User'].map(make)
    registerSingleton(Service)
    registerSingleton(T, { scope: 'test' })
    registerSingleton(F, { scope: 'file' })
    registerSingleton(Used)
    registerSingleton(User, { dependsOn: [Used] })
    describe('made in beforeAll', () => {
      let made, file
      beforeAll(() => { made = Service.getInstance(); T.getInstance(); file = F.getInstance(); User.getInstance() })
      test('lives through the tests', () => {
        expect(Service.instance).toBe(made)
        expect(T.instance).toBeUndefined()
        T.getInstance()
        Used.getInstance()
      })
      test('of its block', () => {
        expect(Service.instance).toBe(made)
        expect(T.instance).toBeUndefined()
        expect(Used.instance).toBeDefined()
      })
      test('replaced by a test, it is that test\\'s', async () => {
        await Service.resetInstance()
        expect(Service.getInstance()).not.toBe(made)
      })
      afterAll(() => { expect(Service.instance).toBeUndefined(); expect(F.instance).toBe(file) })
    })
    test('and no longer; that of the file does', () => {
      expect([Service.instance, T.instance, User.instance, Used.instance]).toEqual([undefined, undefined, undefined, undefined])
      expect(F.instance).toBeDefined()
      expect(order.indexOf('User')).toBeLessThan(order.indexOf('Used'))
    })`,
  'top-level.test.js': `${begin}
    registerSingleton(Service)
    const made = Service.getInstance()
    test('made while the file loads', () => { expect(Service.instance).toBe(made) })
    test('lives as long as the file', () => { expect(Service.instance).toBe(made) })`,
  'spellings.test.js': `${begin}
    const closed = []
    class Plain { static reset_instance() { if (this.instance) closed.push('snake'); this.instance = undefined } }
    const object = { current: undefined, resetInstance() { this.current = undefined; closed.push('object') }, peekInstance() { return this.current } }
    let held
    class Own { static make() { held = { timer: setInterval(() => {}, 60_000) } } }
    class Base { static getInstance() { return (this.one ??= new this()) } static async resetInstance() { if (this.one) closed.push(this.name); this.one = undefined } }
    class Derived extends Base {}
    registerSingleton(Plain)
    registerSingleton(object)
    registerSingleton(Own, { peek: () => held, reset: async () => { clearInterval(held.timer); held = undefined; closed.push('own') } })
    registerSingleton(Derived)
    test('all of them', () => { Plain.instance = new Plain(); object.current = {}; Own.make(); Derived.getInstance() })
    test('were reset once', () => { expect(closed.sort()).toEqual(['Derived', 'object', 'own', 'snake']) })`,
  'fake-timers.test.js': `${begin}
    let resets = 0
    Service.resetInstance = async function () {
      const old = this.instance
      this.instance = undefined
      clearInterval(old.timer)
      clearInterval(old.real)
      await new Promise((done) => setTimeout(done, 5))
      await new Promise((done) => process.nextTick(done))
      resets++
    }
    registerSingleton(Service)
    const realInterval = setInterval
    test.each(['modern', 'legacy'])('%s ones are left on', (kind) => {
      jest.useFakeTimers({ legacyFakeTimers: kind === 'legacy' })
      Service.getInstance().real = realInterval(() => {}, 60_000)
      expect(jest.getTimerCount()).toBe(1)
    })
    test('and still are', () => {
      expect(jest.getTimerCount()).toBe(0)
      expect(resets).toBe(2)
      jest.useRealTimers()
    })`,
  'copies.test.js': `${begin}
    registerSingleton(Service)
    const alive = []
    test('copies of isolated and reset modules', async () => {
      Service.getInstance()
      jest.isolateModules(() => { const copy = require('./services'); alive.push(copy.live); copy.Service.getInstance() })
      await jest.isolateModulesAsync(async () => { const copy = require('./services'); alive.push(copy.live); copy.Service.getInstance() })
      jest.resetModules()
      const copy = require('./services')
      alive.push(copy.live)
      copy.Service.getInstance()
      jest.resetModules()
      expect(alive.map((set) => set.size)).toEqual([1, 1, 1])
    })
    test('are reset, too', () => { expect([live, ...alive].map((set) => set.size)).toEqual([0, 0, 0, 0]) })`,
  'retries.test.js': `${begin}
    registerSingleton(Service)
    jest.retryTimes(2)
    let attempt = 0
    test('each attempt starts without an instance', () => {
      expect(Service.instance).toBeUndefined()
      Service.getInstance()
      if (++attempt < 3) throw new Error('not yet')
    })
    afterAll(() => { expect(order).toEqual(['Service', 'Service', 'Service']) })`,
  'concurrent.test.js': `${begin}
    registerSingleton(Service)
    const pause = (ms) => new Promise((done) => setTimeout(done, ms))
    test.concurrent('the first', async () => { await pause(5); globalThis.shared = Service.getInstance() })
    test.concurrent('the second', async () => { await pause(60); expect(Service.getInstance()).toBe(globalThis.shared) })
    test('shares it until all are done', () => { expect(order).toEqual(['Service']) })`,
  'mocked.test.js': `
    jest.mock('./services')
    const { registerSingleton } = require('jest-leakguard')
    const { Service } = require('./services')
    registerSingleton(Service)
    test('mocks are left alone', () => { Service.getInstance() })
    test('and so are their calls', () => { expect(Service.getInstance).toHaveBeenCalledTimes(1); expect(Service.resetInstance).not.toHaveBeenCalled() })`,
  'spied.test.js': `${begin}
    registerSingleton(Service)
    test('spies work', () => { const spy = jest.spyOn(Service, 'getInstance'); Service.getInstance(); expect(spy).toHaveBeenCalledTimes(1); spy.mockRestore() })
    test('as before', () => { expect(order).toEqual(['Service']) })`,
  'setup.js': `${begin}
    globalThis.before = Service.getInstance()
    registerSingleton(Service, { scope: 'file' })`,
  'setup-file.test.js': `
    const { Service, order } = require('./services')
    test('what setup files leave is reset before the file', () => {
      expect(order).toEqual(['Service'])
      expect(Service.instance).toBeUndefined()
      Service.getInstance()
    })`,
}

const run = (files: Readonly<Record<string, string>>, options: object, jest: JestLine = '30') =>
  runJest({
    files: { 'services.js': services, ...files },
    config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: options } },
    jest,
  })

test.each(['30', '29'] as const)('singletons are reset when their scope ends, Jest %s', async (jest) => {
  const { 'setup.js': setup, 'setup-file.test.js': setupTest, ...files } = clean
  const all = await run(files, {}, jest)
  expect(all.json.testResults.map(({ message }) => message).join('')).toBe('')
  expect(all.code).toBe(0)
  expect(all.output).toMatch(/^Singletons: {2}\d+ resets \(/m)
  const withSetup = await runJest({
    files: { 'services.js': services, 'setup.js': setup, 'a.test.js': setupTest },
    config: { preset: 'jest-leakguard', setupFilesAfterEnv: ['<rootDir>/setup.js'] },
    jest,
  })
  expect(withSetup.output).toContain('1 passed')
  expect(withSetup.output).toContain('Singletons:  2 resets (Service 2)')
})

const bad = `${begin}
  const Good = make('Good')
  registerSingleton(Good)
  const bad = (name, resetInstance) => {
    const S = make(name)
    S.resetInstance = resetInstance
    registerSingleton(S)
    return () => { S.getInstance(); Good.getInstance() } // made
  }
  const throws = bad('Throws', () => { throw new Error('refused, password=never-to-be-printed') })
  const hangs = bad('Hangs', () => new Promise(() => {}))
  const drops = bad('Drops', function () { this.instance = undefined })
  const keeps = bad('Keeps', function () { clearInterval(this.instance.timer) })
  test('throws', throws)
  test('hangs', hangs)
  test('drops', drops)
  test('keeps', keeps)
  test('fails', () => { drops(); throw new Error('its own') })
  test('the others were reset all the same', () => { expect(order).toEqual(['Good', 'Good', 'Good', 'Good', 'Good']) })
  describe('a block', () => {
    beforeAll(drops)
    test('is clean', () => {})
  })`

test.each(['30', '29'] as const)('a bad reset fails its owner, Jest %s', async (jest) => {
  const ran = await run({ 'bad.test.js': bad }, { singletons: { timeout: 300 } }, jest)
  const { message } = ran.file('bad.test.js')
  const at = 'bad.test.js:10'
  const leak = (owner: string, headline: string, rows: Record<string, string>): object => ({
    owner,
    headline,
    rows: expect.objectContaining(rows) as object,
    opened: at,
  })
  const left = 'it was created here and its reset left something open'
  expect(
    reportedLeaks(message).map(({ owner, headline, rows, opened }) => ({ owner, headline, rows, opened })),
  ).toEqual([
    leak('throws', 'this test leaked the singleton Throws: it was created here and its reset threw', {
      error: 'refused, password=***; still open: timer',
      help: 'the reset must close what the instance holds and forget it: see the error above',
      closed: 'cleared',
    }),
    leak(
      'hangs',
      'this test leaked the singleton Hangs: it was created here and its reset did not end within 300 ms',
      {
        open: 'timer',
        help: 'bound its waits: release what is still checked out, or raise `singletons.timeout`',
      },
    ),
    leak('drops', `this test leaked the singleton Drops: ${left}`, {
      open: 'timer',
      help: 'the reset must close what the instance holds, and wait for that',
      closed: 'cleared',
    }),
    leak(
      'keeps',
      'this test leaked the singleton Keeps: it was created here and its reset did not forget the instance',
      { help: 'set the field that holds the instance to undefined, then close what it held' },
    ),
    leak('fails', `this test leaked the singleton Drops: ${left}`, {
      note: 'the test failed before, so its own clean-up may not have run',
    }),
    leak(
      'a block › leaves nothing open',
      `a block: this describe block leaked the singleton Drops: ${left}`,
      {
        help: 'the reset must close what the instance holds, and wait for that',
      },
    ),
  ])
  expect(ran.test('the others were reset all the same').status).toBe('passed')
})

test('strict fails the scope that a registered singleton outlives, and resets it', async () => {
  const ran = await run(
    {
      'a.test.js': `${begin}
        registerSingleton(Service)
        test('forgets', () => {
          Service.getInstance()
        })
        test('resets', async () => { Service.getInstance(); await Service.resetInstance() })
        test('makes none', () => { expect(order).toEqual(['Service', 'Service']) })`,
    },
    { isolation: 'test', singletons: { registered: 'fail' } },
  )
  expect(reportedLeaks(ran.output)).toEqual([
    expect.objectContaining({
      owner: 'forgets',
      headline: 'this test leaked the singleton Service: it was created here and never reset',
      help: '`await Service.resetInstance()` in `afterEach`',
      opened: 'a.test.js:6',
    }),
  ])
  expect(ran.output).toContain('Tests:       1 failed, 2 passed, 3 total')
})

test('with nothing at fail, or registered off, nothing is reset and no class is touched', async () => {
  const files = {
    'a.test.js': `${begin}
      const own = Service.getInstance
      registerSingleton(Service)
      test('makes one', () => { Service.getInstance() })
      test('keeps it', () => { expect(Service.getInstance).toBe(own); expect(order).toEqual([]); clearInterval(Service.instance.timer) })`,
  }
  for (const options of [
    { types: { '*': 'warn' } },
    { singletons: { registered: 'off', discovered: 'off' } },
  ]) {
    const ran = await run(files, options)
    expect(ran.output).toContain('2 passed')
    expect(ran.output).not.toContain('Singletons:')
  }
})

test('registered by name, when the module is loaded and not before', async () => {
  const files = {
    'a.test.js': `
      const { order, Service } = require('./services')
      test('makes one', () => { Service.getInstance() })
      test('was reset', () => { expect(order).toEqual(['Service']) })`,
    'b.test.js': `test('loads nothing', () => {})`,
    'other.js': `throw new Error('loaded')`,
  }
  const modules = ['./services#Service', '<rootDir>/other.js#Other', './missing#Nothing']
  const ran = await run(files, { singletons: { modules } })
  expect(ran.output).toContain('3 passed')
  expect(ran.output).toContain('Singletons:  1 reset (Service 1)')
})
