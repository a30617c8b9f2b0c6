// First of all: it follows from the moment it is loaded.
import whyIsNodeRunning from 'why-is-node-running'

import { writeSync } from 'node:fs'

import { describeAlive } from '../alive'
import { parseListing, resourcesOf } from '../answer'
import { activeResources } from '../active'
import { type Answer, answerDescriptor, type KeptAlive, whySymbol } from './channel'
import { onDidNotExit } from '../did-not-exit'
import { askToEnd, whenEnded } from './end-children'
import { group } from '../group'
import { inactiveDescriptors } from '../loop-handles'
import { followResources, type Opened } from '../opened'
import { noteServers } from '../servers'
import { noteSourceMaps } from '../source-maps'

/** Follows this process from here on, and answers on the descriptor when Jest is done. */
export function startSession(): void {
  const stopFollowing = followResources()
  noteServers()
  noteSourceMaps()
  Reflect.set(globalThis, whySymbol, true)
  process.once('beforeExit', () => answer({ kind: 'ran-empty' }))
  onDidNotExit(() => {
    const active = activeResources()
    const alive = look(stopFollowing(), active)
    // What no line of the user led to is named only when there is nothing else to name.
    const telling = alive.filter(({ frames }) => frames.length > 0)
    // They would outlive Jest, which nobody can have meant.
    const ended = askToEnd(alive.flatMap(({ facts: { pid } }) => (typeof pid === 'number' ? [pid] : [])))
    answer({ kind: 'kept-alive', items: group(telling.length > 0 ? telling : alive), active, ended })
    whenEnded(ended, () => process.exit(1))
  })
}

function look(opened: readonly Opened[], active: readonly string[]): KeptAlive[] {
  const listing = ask() ?? opened.map(({ provider }) => provider)
  // Stacks are formatted only now: positions as loaded, which we map ourselves.
  process.setSourceMapsEnabled(false)
  Reflect.set(Error, 'prepareStackTrace', undefined)
  return describeAlive(resourcesOf(listing, opened), { inactive: inactiveDescriptors(), active })
}

function ask(): string[] | undefined {
  const printed: string[] = []
  try {
    whyIsNodeRunning({ error: (text) => void printed.push(text) })
    return parseListing(printed)
  } catch {
    // Version 3.2.3 fails on frames of `eval`, which have no file name.
    return undefined
  }
}

function answer(message: Answer): void {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`)
  while (rest.length > 0) rest = rest.subarray(writeSync(answerDescriptor, rest))
}
