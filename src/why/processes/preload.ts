import { isMainThread } from 'node:worker_threads'

import { whyVariable } from './channel'
import type * as Session from './session'

// Jest's workers and other children inherit execArgv, and worker threads load this file whatever we do.
// Following every promise in them would cost a lot and tell nothing.
const own = process.execArgv.indexOf(__filename)
if (own > 0) process.execArgv.splice(own - 1, 2)

if (isMainThread && process.env[whyVariable] !== undefined) {
  Reflect.deleteProperty(process.env, whyVariable)
  // Only now, so that worker threads do not load it.
  const { startSession } = require('./session') as typeof Session
  startSession()
}
