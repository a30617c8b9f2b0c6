import { Server } from '../../kept/node'
import { setTimeout, clearTimeout } from '../../kept/timers'
import { lockedLoaders } from '../adapters'
import { runAs } from '../../ownership/context'
import { type Scope, TestFile } from '../../ownership/scope'
import { runningFile, setRunningFile } from '../ledger/current-owner'
import { tracesOf } from '../trace/object-traces'
import { resourcesOf } from '../ledger/ledger'

/** A way of seeing that sees nothing: a detector like that must not look like a clean suite. */
export interface Blindness {
  readonly channel: 'async-hook' | 'emitter-hook' | 'add-ons' | 'node-modules'
  /** One sentence on what it does to the detection. */
  readonly effect: string
  readonly reason: string
}

/** Opens one known thing per channel, in a file of its own, and tells which channels missed theirs. */
export function findBlindness(usesContext: boolean): Blindness[] {
  const canary = new TestFile('canary')
  const owner = usesContext ? canary.open('test', []) : canary.scope
  const before = runningFile()
  setRunningFile(canary)
  try {
    return asOwner(owner, usesContext, () => [...missedTimer(owner), ...missedServer(), ...missedLoads()])
  } finally {
    setRunningFile(before)
    canary.finish()
  }
}

const incomplete = 'leak detection does not see everything in this process'

function asOwner<T>(owner: Scope, usesContext: boolean, fn: () => T): T {
  return usesContext ? runAs(owner, fn) : fn()
}

function missedTimer(owner: Scope): Blindness[] {
  clearTimeout(setTimeout(() => undefined, 60_000))
  if (resourcesOf(owner).length > 0) return []
  return [
    {
      channel: 'async-hook',
      effect: 'leak detection is not working in this process',
      reason:
        'a timer that it started itself did not show up. Something that is loaded before Jest (`--require`, ' +
        '`--import`, NODE_OPTIONS) replaces or disables `async_hooks.createHook`, `AsyncLocalStorage` or ' +
        '`executionAsyncResource`.',
    },
  ]
}

function missedServer(): Blindness[] {
  // A server that does not listen holds nothing.
  if (tracesOf(new Server()).length > 0) return []
  return [
    {
      channel: 'emitter-hook',
      effect: incomplete,
      reason:
        'a server that it made itself did not show up. Something that is loaded before Jest replaces or locks ' +
        '`EventEmitter.init`: agents, file streams and database clients are not seen, servers only by their sockets.',
    },
  ]
}

/** Loading an add-on takes longer than all the rest: that what was put there is there must do. */
function missedLoads(): Blindness[] {
  return lockedLoaders.map((name) => ({
    channel: name === '.node' ? 'add-ons' : 'node-modules',
    effect: incomplete,
    reason:
      `something that is loaded before Jest locks \`Module.${name === '.node' ? "_extensions['.node']" : name}\`: ` +
      `databases of ${name === '.node' ? 'better-sqlite3 and sqlite3' : 'node:sqlite'} are not seen.`,
  }))
}
