import type { ChildProcess } from 'node:child_process'

import { redactCommand } from '../../redact'
import { isEnding } from './ending-process'
import type { HandleFamily } from '../family'
import { handleState, ownerOf } from '../native-handle'

/** Child processes of `spawn`, `fork`, `exec` and `execFile`. */
export const childProcessFamily: HandleFamily = {
  runsProgram: true,
  state(target) {
    const state = handleState(target)
    if (state === 'closed') return state
    const child = ownerOf(target) as ChildProcess | undefined
    if (child === undefined) return state
    return hasEnded(child) || isToldToEnd(child) || hasClosedOutput(child) ? 'closing' : state
  },
  isUnderWay(target) {
    const child = ownerOf(target) as ChildProcess | undefined
    return child?.pid !== undefined && (isCommand(child) || isEnding(child.pid))
  },
  describe(target) {
    const child = ownerOf(target) as ChildProcess | undefined
    if (child === undefined) return undefined
    return {
      type: 'child-process',
      subject: child,
      parts: child.stdio.filter((stream) => stream != null),
      facts: { pid: child.pid, ...commandOf(child), killed: child.killed },
    }
  },
  close(target) {
    const child = ownerOf(target) as ChildProcess | undefined
    child?.on('error', () => undefined)
    child?.kill('SIGKILL')
    for (const stream of child?.stdio ?? []) stream?.destroy()
    return 'killed'
  },
}

/** What was started, and whether a shell was, to start it: ending that ends nobody else. */
export function commandOf({ spawnargs }: ChildProcess): { command: string; shell?: true } {
  const isShell = /^(?:-c|\/[dsc])$/i.test(spawnargs[1] ?? '')
  return { command: redactCommand(spawnargs), ...(isShell ? { shell: true as const } : {}) }
}

/** Of `exec` and `execFile`, which collect what a command prints to its end: what is meant to last is spawned. */
function isCommand(child: ChildProcess): boolean {
  return child.listeners('close').some(({ name }) => name === 'exithandler')
}

/** Its events are still to come. Without a pid the program could not be started: an error event is. */
function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null
}

/** By a signal, the end of its input, or the end of its channel, which plain children never had. */
function isToldToEnd({ channel, killed, stdin }: ChildProcess): boolean {
  return killed || stdin?.writableEnded === true || channel === null
}

/** A program closes its outputs when it ends, one after the other, a moment before the system says that it has. */
function hasClosedOutput({ stdout, stderr }: ChildProcess): boolean {
  const outputs = [stdout, stderr].filter((stream) => stream != null)
  return outputs.some((stream) => stream.readableEnded)
}
