import type { ResourceCounts } from '../verdict/counts'
import { sandboxApi } from '../sandbox/sandbox-api'

/**
 * What is in use right now: the process's active handles, descriptors and memory, and the sockets, pools and
 * singletons that this test file has open. The figures of the report, at a moment of your choice.
 *
 * @throws Error outside the environment, where nobody counts
 */
export function resourceCounts(): ResourceCounts {
  const api = sandboxApi()
  if (api === undefined) throw new Error(noEnvironment('resourceCounts()'))
  return api.resourceCounts()
}

export function noEnvironment(what: string): string {
  return `${what} needs the environment: expected a test file under jest-leakguard/environment, or one wrapped with withLeakDetection()`
}
