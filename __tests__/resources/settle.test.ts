import { type Scope, TestFile } from '../../src/ownership/scope'
import type { State } from '../../src/resources/handles/family'
import { knownLedger, ledgerOf } from '../../src/resources/ledger/ledger'
import type { Restarts } from '../../src/resources/ledger/restarts'
import type { TrackedResource } from '../../src/resources/ledger/tracked-resource'
import { afterGrace, settleAll, settleClosed, settleLasting, waitUntil } from '../../src/resources/settle'

const scopeOf = (): Scope => new TestFile('/app/a.test.js').open('test', ['orders'])

/** A resource that is as a test says. */
class Resource {
  looks = 0
  finite = false
  restarts: Restarts | undefined
  wasHeldUp = false
  readonly family = {}
  isProgram = false
  constructor(
    public current: State = 'open',
    public isEnding = false,
    public due?: number,
    readonly scope = scopeOf(),
  ) {}
  /** Asked for its state so many times, it is closed. */
  closesAfter(looks: number): this {
    this.looks = -looks
    return this
  }
  state(): State {
    if (this.looks < 0 && ++this.looks === 0) this.current = 'closed'
    return this.current
  }
  isFinite(): boolean {
    return this.current !== 'closed' && this.isEnding
  }
  get program(): 'running' | 'ending' | undefined {
    if (!this.isProgram) return undefined
    return this.current === 'open' ? 'running' : this.current === 'closing' ? 'ending' : undefined
  }
  dueIn(): number | undefined {
    return this.due
  }
}

const tracked = (...resources: Resource[]) => resources as unknown as readonly TrackedResource[]
const noTime = 0
const long = 60_000

describe('at the end of a file', () => {
  const settle = (resources: () => readonly Resource[], gracePeriod: number) =>
    settleAll(() => tracked(...resources()), new Set(resources().map(({ scope }) => scope)), gracePeriod)

  test('nothing is waited for that lasts', async () => {
    const lasting = new Resource()
    expect(await settle(() => [lasting], long)).toEqual([lasting])
    expect(knownLedger(lasting.scope)).toBeUndefined()
    expect(await settle(() => [], long)).toEqual([])
  })

  test('what closes within some turns is gone', async () => {
    const closing = new Resource().closesAfter(3)
    expect(await settle(() => (closing.current === 'closed' ? [] : [closing]), noTime)).toEqual([])
  })

  test('what opens in the last turns is left, too', async () => {
    const [lasting, late] = [new Resource(), new Resource()]
    let reads = 0
    const read = () => tracked(...(++reads % 2 === 1 ? [lasting] : [lasting, late]))
    expect(await settleAll(read, [], long)).toEqual([lasting, late])
  })

  test('what ends by itself is waited for, and what lasts is left', async () => {
    const [ending, lasting] = [new Resource('open', true).closesAfter(12), new Resource()]
    ledgerOf(ending.scope)
    const open = () => [ending, lasting].filter(({ current }) => current === 'open')
    expect(await settle(open, long)).toEqual([lasting])
    expect(knownLedger(ending.scope)?.leftovers).toBeDefined()
  })

  test.each([5, 7, 8, 12])('what opens meanwhile is waited for as well, after %d looks', async (looks) => {
    const [ending, next] = [new Resource('open', true).closesAfter(looks), new Resource('open', true)]
    const open = () => {
      if (ending.current === 'open') return [ending]
      if (next.looks === 0 && next.current === 'open') next.closesAfter(20)
      return [next].filter(({ current }) => current === 'open')
    }
    expect(await settle(open, long)).toEqual([])
    expect(next.current).toBe('closed')
  })

  test('no process is kept waiting for what keeps none alive', async () => {
    const unref = new Resource('unref', true)
    expect(await settle(() => [unref], long)).toEqual([unref])
    expect(knownLedger(unref.scope)).toBeUndefined()
  })

  describe('a program', () => {
    const program = (current: State): Resource => Object.assign(new Resource(current), { isProgram: true })

    test('may end by itself', async () => {
      const [running, lasting] = [program('open').closesAfter(12), new Resource()]
      const open = () => [running, lasting].filter(({ current }) => current === 'open')
      expect(await settle(open, long)).toEqual([lasting])
      expect(knownLedger(running.scope)?.leftovers?.isOver).toBe(false)
    })

    test('is not waited for longer than the grace period', async () => {
      const running = program('open')
      expect(await settle(() => [running], 20)).toEqual([running])
      expect(knownLedger(running.scope)?.leftovers?.isOver).toBe(true)
    })

    test('has more time where it was told to end', async () => {
      const ending = program('closing')
      jest.spyOn(ending, 'state').mockImplementation(() => {
        if (knownLedger(ending.scope)?.leftovers?.isOver === true && ++ending.looks > 3)
          ending.current = 'closed'
        return ending.current
      })
      const open = () => [ending].filter(({ current }) => current === 'closing')
      expect(await settle(open, 20)).toEqual([])
      expect(knownLedger(ending.scope)?.leftovers?.isOver).toBe(true)
    })

    test('has not all the time there is even then', async () => {
      const ending = program('closing')
      expect(await settle(() => [ending], 2)).toEqual([ending])
    })

    test('that keeps no process alive is not waited for', async () => {
      const unref = program('unref')
      expect(await settle(() => [unref], long)).toEqual([unref])
    })
  })

  test('the grace period is over at some time', async () => {
    const endless = new Resource('open', true)
    expect(await settle(() => [endless], 20)).toEqual([endless])
    expect(knownLedger(endless.scope)?.leftovers?.isOver).toBe(true)
  })
})

describe('at the end of a test', () => {
  test('nobody waits where all ends by itself', async () => {
    // It would be seen closed if anybody looked again.
    const ending = new Resource('open', true).closesAfter(1)
    expect(await settleLasting(tracked(ending), long)).toEqual([ending])
    expect(ending.finite).toBe(true)
  })

  test('what lasts has some turns to be closed, and what has ended once is not asked again', async () => {
    const [closed, idle, lasting, ending, late] = [
      new Resource().closesAfter(2),
      new Resource('idle'),
      new Resource(),
      new Resource('open', true),
      new Resource(),
    ]
    const settled = settleLasting(tracked(closed, idle, lasting, ending, late), long)
    ending.isEnding = false
    late.isEnding = true
    expect(await settled).toEqual([lasting, ending, late])
    expect([lasting, ending, late].map(({ finite }) => finite)).toEqual([false, true, true])
  })
})

test.each<[string, number | undefined, Partial<Resource>, boolean]>([
  ['is due within the time', 20, {}, true],
  ['is due later', 21, {}, false],
  ['is never due', undefined, {}, false],
  ['had to wait for another', undefined, { wasHeldUp: true }, true],
])('after the time what %s', (_, due, more, finite) => {
  const resource = Object.assign(new Resource('open', false, due), more)
  expect(afterGrace(tracked(resource), 20)).toEqual([resource])
  expect(resource.finite).toBe(finite)
  expect(resource.restarts).toBeUndefined()
})

test.each<[string, boolean, Restarts | undefined, boolean]>([
  ['short, and of no loop', true, undefined, true],
  ['a step of a loop', true, { times: 3, within: 20 }, false],
  ['long', false, undefined, false],
])('after the time what was seen as %s', (_, isShort, restarts, finite) => {
  const resource = new Resource('open', false, 5)
  const leftovers = { isOver: true, isShort: () => isShort, restartsOf: () => restarts }
  Object.assign(ledgerOf(resource.scope), { leftovers })
  afterGrace(tracked(resource), 20)
  expect([resource.finite, resource.restarts]).toEqual([finite, restarts])
})

describe('what is being closed', () => {
  test('is waited for until it is closed', async () => {
    const closing = new Resource('closing', true).closesAfter(12)
    await settleClosed(tracked(new Resource(), closing), long)
    expect(closing.current).toBe('closed')
  })

  test.each([8, 9, 12])('takes along what closes some turns later, after %d looks', async (looks) => {
    const child = new Resource('closing', true).closesAfter(looks)
    const pipe = new Resource()
    const state = pipe.state.bind(pipe)
    jest.spyOn(pipe, 'state').mockImplementation(() => {
      if (child.current === 'closed' && pipe.looks === 0) pipe.closesAfter(4)
      return state()
    })
    await settleClosed(tracked(child, pipe), long)
    expect([child.current, pipe.current]).toEqual(['closed', 'closed'])
  })

  test('is not waited for where it goes on', async () => {
    const lasting = new Resource()
    await settleClosed(tracked(lasting, new Resource('closed')), long)
    expect(lasting.current).toBe('open')
  })

  test('is not waited for longer than the grace period', async () => {
    const endless = new Resource('closing', true)
    await settleClosed(tracked(endless), 20)
    expect(endless.current).toBe('closing')
  })
})

test('a condition is waited for until it holds, or the time is over', async () => {
  let asked = 0
  await waitUntil(() => ++asked === 3, long)
  expect(asked).toBe(3)
  asked = 0
  await waitUntil(() => {
    asked++
    return false
  }, noTime)
  expect(asked).toBe(1)
  await waitUntil(() => false, 10)
})
