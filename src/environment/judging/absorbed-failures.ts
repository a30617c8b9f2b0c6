import { theProcess } from '../../kept/process'
import { currentContext, nobody } from '../../ownership/context'

type Emit = (this: unknown, event: string | symbol, ...args: unknown[]) => boolean

const ours = new WeakSet<Emit>()
let absorbs = false

/** Closings that have not ended: what fails in no async context meanwhile follows from one of them. */
let closings = 0

export function closingStarts(): void {
  closings++
}

export function closingEnds(): void {
  closings--
}

/**
 * Absorbs uncaught errors of work whose owner has ended and left behind what was closed for it. Node asks
 * `process.emit` whether anybody has handled an error, so this changes nothing for all the others: not their
 * listeners, and not what happens when there are none.
 */
export function absorbFailures(): void {
  absorbs = true
  const emit = Reflect.get(theProcess, 'emit') as Emit
  if (ours.has(emit)) return
  const emitUnlessAbsorbed: Emit = function (event, ...args) {
    const isFailure = event === 'uncaughtException' || event === 'unhandledRejection'
    return (isFailure && (isAbsorbed() || isTold(event, args[0]))) || emit.call(this, event, ...args)
  }
  ours.add(emitUnlessAbsorbed)
  Reflect.set(theProcess, 'emit', emitUnlessAbsorbed)
}

/** Others put the `emit` that they once found back: signal-exit, each time that Jest has written a file. */
export function keepAbsorbing(): void {
  if (absorbs) absorbFailures()
}

/** Between two test files nobody listens: an error would end the run, and take the results of every file with it. */
function isTold(event: string, error: unknown): boolean {
  if (theProcess.listenerCount(event) > 0) return false
  const context = currentContext()
  if (context === undefined || context === nobody) return false
  const { onFailure } = context.testFile
  onFailure?.(context.owner, error)
  return onFailure !== undefined
}

function isAbsorbed(): boolean {
  const context = currentContext()
  if (context === undefined) return closings > 0
  if (context === nobody || !context.ended) return false
  const { ended, disturbed } = context.testFile.scope
  return context.disturbed || (ended && disturbed)
}
