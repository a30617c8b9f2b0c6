import type { Attribution } from '../options/options'
import { resumeHook } from '../ownership/context'
import { observeNativeModules } from '../resources/adapters'
import { enableAsyncHook } from '../resources/channels/async-hook'
import { installOpenCalls } from '../resources/channels/open-calls'
import { findBlindness } from '../resources/channels/canary'
import { installEmitterHook } from '../resources/channels/emitters'
import { installSocketActivity } from '../resources/channels/socket-activity'
import { installUndiciRequests } from '../resources/channels/undici-requests'
import { onProbeError } from '../resources/ledger/tracked-resource'
import { runtimeOf } from './jest/modules/jest-runtime'
import { hasRegistries } from './jest/modules/loaded-modules'
import { printNoticeOnce, reportInternalError } from './notice'
import { isRunnersTimer } from './jest/runners-timers'

let started = false

/** Switches the observation of this process on, and checks that it sees. */
export function startWatching(attribution: Attribution): void {
  resumeHook()
  if (started) return
  started = true
  enableAsyncHook((error) => {
    reportInternalError('the async hook', error)
  }, isRunnersTimer)
  installEmitterHook((error) => {
    reportInternalError('the event-emitter hook', error)
  })
  installUndiciRequests((error) => {
    reportInternalError('the observation of undici', error)
  })
  onProbeError((error) => {
    // An adapter of the project's own, or what it gave to `trackResource()`.
    if (error instanceof Error && error.name === 'DefinitionError')
      printNoticeOnce(error.message, error.message)
    else reportInternalError('the probe of a resource', error)
  })
  installSocketActivity()
  installOpenCalls()
  observeNativeModules()
  for (const { channel, effect, reason } of findBlindness(attribution === 'async')) {
    printNoticeOnce(channel, `${effect}: ${reason}`)
  }
}

/** Its tests begin: by now Jest's runtime must have been seen to load a file of this environment, and keep it somewhere. */
export function checkModuleObservation(environment: object): void {
  const runtime = runtimeOf(environment)
  if (runtime !== undefined) {
    if (hasRegistries(runtime)) return
    printNoticeOnce(
      'registries',
      'leak detection does not see everything in this process: the modules that Jest has loaded are not where they are ' +
        'looked for. The option `runtime`, or a version of jest-runtime that jest-leakguard does not know, keeps them ' +
        'another way: singletons that nobody has registered are not found.',
    )
    return
  }
  printNoticeOnce(
    'modules',
    'leak detection does not see everything in this process: a test file was not seen when it was loaded. The option ' +
      '`runtime`, or a version of jest-runtime that jest-leakguard does not know, loads modules another way: what they ' +
      'open at their top level may be missed, and singletons that nobody has registered are not found.',
  )
}
