import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { AsyncResource } from 'node:async_hooks'

import type { Scope } from '../../src/ownership/scope'

type Node = typeof import('../../src/kept/node')
type Context = typeof import('../../src/ownership/context')
type Callers = typeof import('../../src/ownership/caller')
type Triggers = typeof import('../../src/ownership/triggers')

interface Loaded extends Context, Callers, Triggers {
  /** The options of the one hook that it makes. */
  readonly hookOptions: object
  readonly isEnabled: () => boolean
}

let disable = (): void => undefined
afterEach(() => {
  disable()
  jest.dontMock('../../src/kept/node')
})

/** The modules as they are where Node makes its storages of async hooks, or where it does not, whatever runs this. */
function load(withHook: boolean): Loaded {
  const node = jest.requireActual<Node>('../../src/kept/node')
  class Storage {
    readonly #own = new node.AsyncLocalStorage()
    run(value: unknown, fn: () => unknown): unknown {
      return this.#own.run(value, fn)
    }
    enterWith(value: unknown): void {
      this.#own.enterWith(value)
    }
    getStore(): unknown {
      return this.#own.getStore()
    }
  }
  if (withHook) Object.defineProperty(Storage.prototype, '_propagate', { value: () => undefined })
  let hookOptions = {}
  let isEnabled = false
  const createHook: Node['createHook'] = (options) => {
    const hook = node.createHook(options)
    hookOptions = options
    disable = () => void hook.disable()
    return {
      enable() {
        isEnabled = true
        return hook.enable()
      },
      disable() {
        isEnabled = false
        return hook.disable()
      },
    }
  }
  jest.doMock('../../src/kept/node', () => ({ ...node, AsyncLocalStorage: Storage, createHook }))
  let loaded: (Context & Callers & Triggers) | undefined
  jest.isolateModules(() => {
    loaded = {
      ...(require('../../src/ownership/context') as Context),
      ...(require('../../src/ownership/caller') as Callers),
      ...(require('../../src/ownership/triggers') as Triggers),
    }
  })
  if (loaded === undefined) throw new Error('not loaded')
  return { ...loaded, hookOptions, isEnabled: () => isEnabled }
}

const scopeOf = (name: string): Scope => ({ name }) as unknown as Scope
const [first, second] = [scopeOf('first'), scopeOf('second')]

describe.each([
  ['with the hook', true],
  ['with storages', false],
])('%s', (_, withHook) => {
  test('nothing is used before the first owner', () => {
    const { currentCaller, currentContext, detached, hookCarriesContext, isEnabled, runIfUsed } =
      load(withHook)
    expect(hookCarriesContext).toBe(withHook)
    expect([detached(currentContext), runIfUsed(first, currentContext), currentCaller()]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(isEnabled()).toBe(false)
  })

  test('what a function starts is its owner’s, now and later', async () => {
    const { currentContext, isEnabled, runAs } = load(withHook)
    const seen = await runAs(first, async () => {
      const now = currentContext()
      await Promise.resolve()
      const afterPromise = currentContext()
      await wait(1)
      const afterTimer = currentContext()
      const inTick = await new Promise((resolve) => process.nextTick(() => resolve(currentContext())))
      return [now, afterPromise, afterTimer, inTick]
    })
    expect(seen).toEqual([first, first, first, first])
    expect(currentContext()).toBeUndefined()
    expect(isEnabled()).toBe(withHook)
  })

  test('owners nest, and an error changes none', () => {
    const { currentContext, runAs } = load(withHook)
    const seen = runAs(first, () => {
      const within = runAs(second, currentContext)
      expect(() =>
        runAs(second, () => {
          throw new Error('of a test')
        }),
      ).toThrow('of a test')
      return [within, currentContext()]
    })
    expect(seen).toEqual([second, first])
    expect(currentContext()).toBeUndefined()
  })

  test('a function is called with its receiver and arguments', () => {
    const { runAs } = load(withHook)
    const receiver = { factor: 2 }
    function multiply(this: { factor: number }, a: number, b: number): number {
      return this.factor * a * b
    }
    expect(runAs(first, multiply, receiver, 3, 5)).toBe(30)
  })

  test('once there are owners, some work is nobody’s', () => {
    const { currentContext, detached, nobody, runAs, runIfUsed } = load(withHook)
    expect(runAs(first, () => [detached(currentContext), runIfUsed(second, currentContext)])).toEqual([
      nobody,
      second,
    ])
  })

  test('the rest of an execution can be given to another owner', async () => {
    const { currentContext, enterAs, runAs } = load(withHook)
    const seen = await runAs(first, async () => {
      await turn()
      enterAs(second)
      const now = currentContext()
      await turn()
      const later = currentContext()
      enterAs(undefined)
      return [now, later, currentContext()]
    })
    expect(seen).toEqual([second, second, undefined])
    expect(currentContext()).toBeUndefined()
  })

  test('it can begin with the rest of an execution', async () => {
    const { currentContext, enterAs, isEnabled } = load(withHook)
    await turn()
    enterAs(first)
    await turn()
    expect(currentContext()).toBe(first)
    expect(isEnabled()).toBe(withHook)
  })

  test('whose work it is may be for a caller to say', async () => {
    const { Caller, currentCaller, currentContext, enterAs, runAs } = load(withHook)
    let current = first
    const caller = new Caller(() => current)
    const seen = await runAs(first, async () => {
      await turn()
      const before = currentCaller()
      enterAs(caller)
      const one = [currentCaller(), currentContext()]
      current = second
      return [before, ...one, currentContext()]
    })
    expect(seen).toEqual([undefined, caller, first, second])
  })

  test('what starts is told, promises excepted, until that is paused', async () => {
    const { enableHook, pauseHook, resumeHook } = load(withHook)
    const told: [string, boolean, boolean][] = []
    enableHook((asyncId, provider, triggerId, started) => {
      if (['OURS', 'PROMISE'].includes(provider))
        told.push([provider, asyncId > triggerId, started instanceof AsyncResource])
    })
    new AsyncResource('OURS')
    await Promise.resolve()
    pauseHook()
    new AsyncResource('OURS')
    resumeHook()
    new AsyncResource('OURS')
    pauseHook()
    expect(told).toEqual([
      ['OURS', true, true],
      ['OURS', true, true],
    ])
  })

  test('a hook that nobody has enabled is not resumed', () => {
    const { isEnabled, resumeHook } = load(withHook)
    resumeHook()
    expect(isEnabled()).toBe(false)
  })

  test('the hook hears of promises where they need it, and of no end', () => {
    const { hookOptions, init } = load(withHook)
    expect(hookOptions).toEqual({ init, trackPromises: withHook })
  })

  test('what led to what is noted, of promises too', () => {
    const { init, nearest } = load(withHook)
    init(500_001, 'TCPWRAP', 1, {})
    init(500_002, 'PROMISE', 500_001, {})
    expect(nearest(500_002, (asyncId) => (asyncId === 500_001 ? 'found' : undefined))).toBe('found')
  })

  test('objects carry something only where the hook does it, and there are owners', () => {
    const { init, runAs, shareContext } = load(withHook)
    const carries = (carrier: object) => Object.getOwnPropertySymbols(carrier).length
    const [before, shared, started, sharedBy] = [{}, {}, {}, {}]
    init(500_003, 'TIMERWRAP', 1, before)
    shareContext(shared)
    runAs(first, () => {
      init(500_004, 'TIMERWRAP', 1, started)
      shareContext(sharedBy)
    })
    const expected = withHook ? 1 : 0
    expect([before, shared, started, sharedBy].map(carries)).toEqual([0, 0, expected, expected])
  })
})

describe('with the hook', () => {
  test('a handle’s events are the work of its new user', () => {
    const { Caller, carryOn, currentCaller, currentContext, currentGuest, runAs } = load(true)
    const resource = runAs(first, () => new AsyncResource('HANDLE'))
    const caller = new Caller(() => second)
    expect(resource.runInAsyncScope(currentContext)).toBe(first)
    carryOn(resource, caller)
    const seen = resource.runInAsyncScope(() => [currentCaller(), currentContext(), currentGuest()])
    expect(seen).toEqual([caller, second, undefined])
  })

  test('work that is done with another object is the work that is being done', () => {
    const { currentContext, runAs, shareContext } = load(true)
    const resource = runAs(first, () => new AsyncResource('REQUEST'))
    runAs(second, () => shareContext(resource))
    expect(resource.runInAsyncScope(currentContext)).toBe(second)
  })

  test('a guest travels with the owner, whichever came first', async () => {
    const { currentContext, currentGuest, enterAs, runAs, runWithGuest } = load(true)
    const both = () => [currentContext(), currentGuest()]
    const add = (a: number, b: number) => [a + b, ...both()]
    expect(runAs(first, () => runWithGuest('guest', add, 1, 2))).toEqual([3, first, 'guest'])
    expect(runWithGuest('guest', () => runAs(first, both))).toEqual([first, 'guest'])
    const seen = await runWithGuest('guest', async () => {
      await turn()
      enterAs(second)
      return both()
    })
    expect(seen).toEqual([second, 'guest'])
    expect(both()).toEqual([undefined, undefined])
  })

  test('a guest that begins everything travels, and is gone after an error', async () => {
    const { currentGuest, isEnabled, runWithGuest } = load(true)
    const later = runWithGuest('guest', () => turn().then(currentGuest))
    expect(isEnabled()).toBe(true)
    expect(await later).toBe('guest')
    expect(() =>
      runWithGuest('guest', () => {
        throw new Error('of a guest')
      }),
    ).toThrow('of a guest')
    expect(currentGuest()).toBeUndefined()
  })
})

describe('with storages', () => {
  test('a handle takes over what is current, in Node’s own way, where it can', () => {
    const { Caller, carryOn } = load(false)
    const asyncReset = jest.fn()
    const handle = { asyncReset }
    const caller = new Caller(() => first)
    carryOn(handle, caller)
    carryOn({}, caller)
    expect(asyncReset.mock.calls).toEqual([[handle]])
    expect(Object.getOwnPropertySymbols(handle)).toEqual([])
  })
})
