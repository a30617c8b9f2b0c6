import { getHeapStatistics } from '../kept/node'
import type { TestFile } from '../ownership/scope'
import type { KeptFiles } from '../verdict/counts'
import { canCollectThoroughly, collectThoroughly } from './full-collection'

/** Files that V8 may have kept: its optimized code holds whole sandboxes for a while, and Jest the one before. */
const fewestSuspects = 8

/** What they must have made memory grow by to be worth a look, in bytes. */
const leastGrowth = 48 * 1024 * 1024

/** Kept for good, for the life of the process, by what is loaded once: two or three files. */
const fewestTold = 4

/** Jest is through with the file before the last. */
const behind = 2

/** Files by the order in which they began; true: it was still there after a full collection. */
const alive = new Map<number, boolean>()
const numbers = new WeakMap<object, number>()

/**
 * What was collected since the last look: files by their numbers, the witnesses of finished files by their negative
 * numbers, 0 the witness of our own collection. Never asked by `deref()`: that would keep a file until the next turn of
 * the event loop, and Jest may run many files within one.
 */
let collected: number[] = []
const registry = new FinalizationRegistry<number>((held) => {
  collected[collected.length] = held
})

let begun = 0
let base = 0
let suspectsWanted = fewestSuspects
let growthWanted = leastGrowth
let asked: Omit<KeptFiles, 'files'> | undefined
let kept: KeptFiles | undefined

/** A file begins: its sandbox is remembered weakly. Some microseconds. */
export function sandboxMade(sandbox: object): void {
  if (!canCollectThoroughly) return
  look()
  if (begun === 0) base = total()
  begun += 1
  alive.set(begun, false)
  numbers.set(sandbox, begun)
  registry.register(sandbox, begun)
  if (alive.has(begun - behind)) registry.register(witness(), behind - begun)
}

/** Jest itself keeps the errors of a file that has failed, and all that they lead to. */
export function fileFailed({ globals }: TestFile): void {
  if (globals !== undefined) alive.delete(numbers.get(globals) ?? 0)
}

/** What was still there when it was last looked at thoroughly; undefined when nothing is worth a word. */
export function keptFiles(): KeptFiles | undefined {
  look()
  return kept
}

/**
 * A symbol is born in the old generation: only a full collection takes it, one that began later. Objects may go earlier.
 */
function witness(): WeakKey {
  return Symbol()
}

function look(): void {
  if (collected.length === 0) return
  const now = collected
  collected = []
  for (const number of now) if (number > 0) alive.delete(number)
  for (const number of now) if (number < 0 && alive.has(-number)) alive.set(-number, true)
  if (asked !== undefined && now.includes(0)) conclude(asked)
  // An ordinary collection leaves what the optimizing compiler holds: with more than that, it is worth a better one.
  const suspects = [...alive.values()].filter(Boolean).length
  if (asked !== undefined || suspects < suspectsWanted || total() - base < growthWanted) return
  witnessCollection()
  collectThoroughly()
  asked = { finished: begun - behind, bytes: Math.max(0, total() - base) }
}

/** In a function of its own: what a frame on the stack has had in hand is not collected. */
function witnessCollection(): void {
  registry.register(witness(), 0)
}

function conclude({ finished, bytes }: Omit<KeptFiles, 'files'>): void {
  asked = undefined
  const files = [...alive.keys()].filter((number) => number <= finished).length
  kept = files < fewestTold ? undefined : { files, finished, bytes }
  // A few times in the life of a process, however long it is.
  suspectsWanted = 2 * Math.max(suspectsWanted, files)
  growthWanted *= 2
}

function total(): number {
  const { external_memory: external, used_heap_size: heapUsed } = getHeapStatistics()
  return heapUsed + external
}
