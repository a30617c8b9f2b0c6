import { TestFile } from '../../src/ownership/scope'
import type { State } from '../../src/resources/handles/family'
import type { TrackedResource } from '../../src/resources/ledger/tracked-resource'

/** A resource that counts how often it is asked for its state. */
class Resource {
  asked = 0
  released = false
  constructor(public current: State = 'open') {}
  state(): State {
    this.asked++
    return this.current
  }
  release(): void {
    this.released = true
  }
}

const scopeOf = () => new TestFile('/app/a.test.js').open('test', ['orders'])
const tracked = (resource: Resource) => resource as unknown as TrackedResource

test('asks no resource for its state while it is constructed, nor what is constructed in it', () => {
  const scope = scopeOf()
  for (let n = 0; n < 300; n++) {
    const outer = new Resource()
    scope.add(tracked(outer))
    for (let i = 0; i < 7; i++) scope.add(tracked(new Resource()))
    expect(outer.asked).toBe(0)
  }
})

test('forgets what was closed long before its owner ends', () => {
  const scope = scopeOf()
  const resources = Array.from({ length: 10_000 }, () => new Resource('closed'))
  for (const resource of resources) scope.add(tracked(resource))

  expect(scope.resources.length).toBeLessThan(100)
  expect(resources[0]?.released).toBe(true)
})

test('asks a resource that stays open a few times only', () => {
  const scope = scopeOf()
  const first = new Resource()
  scope.add(tracked(first))
  for (let n = 0; n < 10_000; n++) scope.add(tracked(new Resource()))

  expect(first.asked).toBeLessThan(20)
})

test('says at its end what is open, and what was closing by then', () => {
  const scope = scopeOf()
  const states: readonly State[] = ['open', 'unref', 'closing', 'idle', 'closed']
  for (const state of states) scope.add(tracked(new Resource(state)))

  const open = scope.end() as unknown as readonly (Resource & { closingAtOwnerEnd?: boolean })[]

  expect(open.map(({ current, closingAtOwnerEnd }) => [current, closingAtOwnerEnd])).toEqual([
    ['open', false],
    ['unref', false],
    ['closing', true],
  ])
  expect(scope.resources).toHaveLength(4)
})
