import { knowledge } from '../knowledge'
import type { ThirdParty } from './leak'

/**
 * Clients that open nothing until the project calls them, and lose its line on the way. What they open is their
 * caller's leak, though no line tells. `opener` is the package nearest to where the trace ends.
 */
export function isCalledClient(opener: ThirdParty | undefined): boolean {
  return opener?.package !== undefined && knowledge.get(opener.package)?.losesCaller === true
}
