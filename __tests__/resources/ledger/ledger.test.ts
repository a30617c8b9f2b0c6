import { type Scope, TestFile } from '../../../src/ownership/scope'
import type { State } from '../../../src/resources/handles/family'
import {
  endScope,
  handTo,
  knownLedger,
  ledgerOf,
  openOf,
  resourcesOf,
} from '../../../src/resources/ledger/ledger'
import type { TrackedResource } from '../../../src/resources/ledger/tracked-resource'

/** A resource that counts how often it is asked for its state. */
class Resource {
  asked = 0
  released = false
  constructor(
    public current: State = 'open',
    public scope?: Scope,
  ) {}
  state(): State {
    this.asked++
    return this.current
  }
  release(): void {
    this.released = true
  }
  moveTo(scope: Scope): void {
    this.scope = scope
  }
}

const scopeOf = () => new TestFile('/app/a.test.js').open('test', ['orders'])
const tracked = (resource: Resource) => resource as unknown as TrackedResource

test('asks no resource for its state while it is constructed, nor what is constructed in it', () => {
  const scope = scopeOf()
  for (let n = 0; n < 300; n++) {
    const outer = new Resource()
    ledgerOf(scope).add(tracked(outer))
    for (let i = 0; i < 7; i++) ledgerOf(scope).add(tracked(new Resource()))
    expect(outer.asked).toBe(0)
  }
})

test('forgets what was closed long before its owner ends', () => {
  const scope = scopeOf()
  const resources = Array.from({ length: 10_000 }, () => new Resource('closed'))
  for (const resource of resources) ledgerOf(scope).add(tracked(resource))

  expect(resourcesOf(scope).length).toBeLessThan(100)
  expect(resources[0]?.released).toBe(true)
})

test('asks a resource that stays open a few times only', () => {
  const scope = scopeOf()
  const first = new Resource()
  ledgerOf(scope).add(tracked(first))
  for (let n = 0; n < 10_000; n++) ledgerOf(scope).add(tracked(new Resource()))

  expect(first.asked).toBeLessThan(20)
})

test('says at its end what is open, and what was closing by then', () => {
  const scope = scopeOf()
  const states: readonly State[] = ['open', 'unref', 'closing', 'idle', 'closed']
  for (const state of states) ledgerOf(scope).add(tracked(new Resource(state)))

  const open = endScope(scope) as unknown as readonly (Resource & { closingAtOwnerEnd?: boolean })[]

  expect(open.map(({ current, closingAtOwnerEnd }) => [current, closingAtOwnerEnd])).toEqual([
    ['open', false],
    ['unref', false],
    ['closing', true],
  ])
  expect(resourcesOf(scope)).toHaveLength(4)
})

test('an owner that has opened nothing has no ledger', () => {
  const scope = scopeOf()

  expect([openOf(scope), resourcesOf(scope), endScope(scope)]).toEqual([[], [], []])
  expect(scope.ended).toBe(true)
  expect(knownLedger(scope)).toBeUndefined()
})

test('what turns out to be of another owner is handed to it', () => {
  const [user, maker] = [scopeOf(), scopeOf()]
  const resource = new Resource('open', user)
  ledgerOf(user).add(tracked(resource))

  handTo(tracked(resource), maker)

  expect([resourcesOf(user), resourcesOf(maker), resource.scope]).toEqual([[], [resource], maker])
})

test('a file that is finished has forgotten what its owners opened', () => {
  const scope = scopeOf()
  const resource = new Resource()
  ledgerOf(scope).add(tracked(resource))

  scope.testFile.finish()

  expect([resourcesOf(scope), scope.testFile.scopes, scope.ended]).toEqual([[], [], true])
  expect(resource.released).toBe(true)
})
