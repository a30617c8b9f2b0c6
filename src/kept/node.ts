import hooks from 'node:async_hooks'
import channels from 'node:diagnostics_channel'
import events from 'node:events'
import module from 'node:module'
import net from 'node:net'
import os from 'node:os'
import util from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import threads from 'node:worker_threads'

// What else of Node is used: core modules are the same objects in all of Jest's sandboxes.
export const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, executionAsyncResource } =
  hooks
export const { subscribe } = channels
export const { EventEmitter } = events
/** The public object itself, to see what others load. */
export const publicModule = module
export const { createRequire, isBuiltin, SourceMap, syncBuiltinESMExports } = module
export const { connect, Server, Socket } = net
export const { tmpdir } = os
/** Tests change HOME. */
export const home = homeOf()
export const { stripVTControlCharacters, styleText, types } = util
export const { getHeapStatistics, setFlagsFromString } = v8
export const { compileFunction, runInNewContext } = vm
export const { isMainThread, threadId } = threads

function homeOf(): string | undefined {
  try {
    return os.homedir()
  } catch {
    // Users without an entry in the system's list have none.
    return undefined
  }
}
