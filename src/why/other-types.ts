import type { LeakType } from '../verdict/leak'
import { plainWording, type TypeWording } from '../wording/type-wording'

/** What can keep a process alive and is no resource that anybody has to close. */
export type OperationType = 'file-operation'

/** By the names that `async_hooks` gives: either under way or over, and without `hasRef()` to ask. */
export const operations: ReadonlyMap<string, OperationType> = new Map<string, OperationType>([
  ['FSREQCALLBACK', 'file-operation'],
  ['FSREQPROMISE', 'file-operation'],
])

/** Handles that the environment does not judge by themselves. */
export const otherHandles: ReadonlyMap<string, LeakType> = new Map<string, LeakType>([
  ['Immediate', 'immediate-loop'],
  ['TTYWRAP', 'stdin'],
  ['WORKER', 'worker-thread'],
])

/** Open, but no reason for the event loop to go on. */
export const holdsNothing: ReadonlySet<string> = new Set<LeakType>(['zlib-stream', 'http2-stream'])

/** Made by Node along with something that says more: the pipe of a child, the first read of a watcher. */
export const minorTypes: ReadonlySet<string> = new Set<LeakType | OperationType>([
  'pipe',
  'message-port',
  'file-operation',
  'dns-request',
])

export const operationWordings: Readonly<Record<OperationType, TypeWording>> = {
  'file-operation': plainWording(
    { one: 'a file operation', many: 'file operations', opened: 'begun', neverClosed: 'did not end' },
    'await operation',
  ),
}
