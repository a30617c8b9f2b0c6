import { Server } from 'node:net'

import { runAs } from '../ownership/context'
import { type Scope, TestFile } from '../ownership/scope'
import { runningFile, setRunningFile } from './current-owner'
import { tracesOf } from './object-traces'

const { setTimeout, clearTimeout } = globalThis

/** A way of seeing that sees nothing: a detector like that must not look like a clean suite. */
export interface Blindness {
  readonly channel: 'async-hook' | 'emitter-hook'
  readonly reason: string
}

/** Opens one known thing per channel, in a file of its own, and tells which channels missed theirs. */
export function findBlindness(usesContext: boolean): Blindness[] {
  const canary = new TestFile('canary')
  const owner = usesContext ? canary.open('test', []) : canary.scope
  const before = runningFile()
  setRunningFile(canary)
  try {
    return asOwner(owner, usesContext, () => [...missedTimer(owner), ...missedServer()])
  } finally {
    setRunningFile(before)
    canary.finish()
  }
}

function asOwner<T>(owner: Scope, usesContext: boolean, fn: () => T): T {
  return usesContext ? runAs(owner, fn) : fn()
}

function missedTimer(owner: Scope): Blindness[] {
  clearTimeout(setTimeout(() => undefined, 60_000))
  if (owner.resources.length > 0) return []
  return [
    {
      channel: 'async-hook',
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
      reason:
        'a server that it made itself did not show up. Something that is loaded before Jest replaces or locks ' +
        '`EventEmitter.init`: agents, file streams and database clients are not seen, servers only by their sockets.',
    },
  ]
}
