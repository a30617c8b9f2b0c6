import { captureStackTrace } from '../../kept/errors'
import { publicFs as fs } from '../../kept/fs'
import { syncBuiltinESMExports } from '../../kept/node'
import { lazily } from '../../loading/lazily'
import { currentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import type * as directoryModule from '../handles/files/directory'
import type * as descriptorModule from '../handles/files/file-descriptor'
import { noteOpened } from '../trace/object-traces'
import { callerOf, captureTrace, type Trace } from '../trace/trace'

type Call = (...args: unknown[]) => unknown

/** Told of what a call has opened; `path` is the call's first argument. */
type Note = (opened: unknown, path: unknown, trace: Trace) => void

// Loaded with the first that is followed.
let descriptors: typeof descriptorModule | undefined
let directories: typeof directoryModule | undefined

/** Closes the descriptors that were judged since the last time: see `FileDescriptor.close`. */
export function closeHeldDescriptors(): void {
  descriptors?.FileDescriptor.closeHeld()
}

let installed = false

/**
 * Sees the calls of the file system that open something of which neither `async_hooks` nor EventEmitter
 * knows: raw descriptors and directories. Tests that replace these functions replace ours as well.
 */
export function installOpenCalls(): void {
  if (installed) return
  installed = true
  observeSync('openSync', noteDescriptor)
  observeCallback('open', noteDescriptor)
  observeSync('opendirSync', noteDirectory)
  observeCallback('opendir', noteDirectory)
  replace(fs.promises, 'opendir', (opendir) => {
    return async function observedOpendir(this: unknown, ...args) {
      const trace = captureTrace(observedOpendir)
      const directory = await opendir.apply(this, args)
      noteDirectory(directory, args[0], trace)
      return directory
    }
  })
  replace(fs.promises, 'open', (open) => {
    return function observedOpen(this: unknown, ...args) {
      const opening = open.apply(this, args)
      if (currentOwner() === undefined || isByNode(observedOpen)) return opening
      // Where nobody awaits the call, no line leads to the handle, which is made in a callback.
      const trace = captureTrace(observedOpen)
      void (opening as Promise<object>).then(
        (handle) => {
          noteOpened(handle, trace)
        },
        () => undefined,
      )
      return opening
    }
  })
  for (const name of ['close', 'closeSync']) {
    // The next file may get the same number, and be the same file.
    replace(fs, name, (close) => {
      return function observedClose(this: unknown, ...args) {
        descriptors?.FileDescriptor.forget(args[0])
        return close.apply(this, args)
      }
    })
    replace(fs.Dir.prototype, name, (close) => {
      return function observedClose(this: unknown, ...args) {
        directories?.noteClosed(this as object)
        return close.apply(this, args)
      }
    })
  }
  // Names that ES modules have imported from `node:fs` are copies.
  syncBuiltinESMExports()
}

function observeSync(name: string, note: Note): void {
  replace(fs, name, (original) => {
    return function observedSync(this: unknown, ...args) {
      let opened: unknown
      try {
        opened = original.apply(this, args)
      } catch (error) {
        hideOurFrame(error, observedSync)
        throw error
      }
      if (currentOwner() !== undefined && !isRead(args, observedSync))
        note(opened, args[0], captureTrace(observedSync))
      return opened
    }
  })
}

function observeCallback(name: string, note: Note): void {
  replace(fs, name, (original) => {
    return function observedCallback(this: unknown, ...args) {
      const callback = args.at(-1)
      if (currentOwner() === undefined || typeof callback !== 'function') return original.apply(this, args)
      if (isByNode(observedCallback)) return original.apply(this, args)
      const trace = captureTrace(observedCallback)
      const observed: Call = function (this: unknown, ...results) {
        note(results[1], args[0], trace)
        return (callback as Call).apply(this, results)
      }
      return original.apply(this, [...args.slice(0, -1), observed])
    }
  })
}

/** Jest prints the first frame of a stack whose it may be: ours would stand above the line that made the call fail. */
function hideOurFrame(error: unknown, callee: (...args: never[]) => unknown): void {
  // Those of wrong arguments have a code in their first line that a new stack would not have.
  if (error instanceof Error && 'errno' in error) captureStackTrace(error, callee)
}

/** Files that Node has opened to read them at once. */
const read = new Set<unknown>()

/**
 * As `isByNode`. Jest reads the same modules for every test file, and asking a stack for each takes a millisecond per file: what
 * `readFileSync` passes (Node 20 to 26) nobody else does for a file that it has read before.
 */
function isRead([path, flags, mode]: readonly unknown[], callee: (...args: never[]) => unknown): boolean {
  const isLikely = flags === 'r' && mode === 0o666 && typeof path === 'string'
  if (isLikely && read.has(path)) return true
  const byNode = isByNode(callee)
  if (byNode && isLikely) read.add(path)
  return byNode
}

/**
 * Node's own functions close what they open, and its streams are followed themselves. `readFileSync` opens
 * each module that Jest loads: a trace for each would cost more than all the rest of a small test file.
 */
function isByNode(callee: (...args: never[]) => unknown): boolean {
  const caller = callerOf(callee)
  return typeof caller === 'string' && caller.startsWith('node:')
}

function noteDescriptor(fd: unknown, path: unknown, trace: Trace): void {
  const owner = currentOwner()
  if (owner === undefined || typeof fd !== 'number') return
  descriptors ??= lazily(() => require('../handles/files/file-descriptor') as typeof descriptorModule)
  const descriptor = descriptors.FileDescriptor.of(fd, path)
  if (descriptor !== undefined) follow(descriptors.fileDescriptorFamily, descriptor, owner, trace)
}

function noteDirectory(directory: unknown, _path: unknown, trace: Trace): void {
  const owner = currentOwner()
  if (owner === undefined || !(directory instanceof fs.Dir)) return
  directories ??= lazily(() => require('../handles/files/directory') as typeof directoryModule)
  follow(directories.directoryFamily, directory, owner, trace)
}

/** Puts a function in place of another, with its name, length and own properties. */
function replace(object: object, name: string, make: (original: Call) => Call): void {
  const original = Reflect.get(object, name) as Call
  const replacement = make(original)
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original))
  Reflect.set(object, name, replacement)
}
