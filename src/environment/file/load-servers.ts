import { lazily } from '../../loading/lazily'
import type { ResolvedOptions } from '../../options/options'
import type { TestFile } from '../../ownership/scope'
import type * as serverProofsModule from './server-proofs'
import type { ServerProofs } from './server-proofs'

/** Asks database servers about a file; for projects that want it. */
export function loadServers(
  testFile: TestFile,
  options: ResolvedOptions,
  rootDir: string,
  sandbox: object,
): ServerProofs | undefined {
  if (options.postgres === false && options.mysql === false && options.redis === false) return undefined
  const { ServerProofs } = lazily(() => require('./server-proofs') as typeof serverProofsModule)
  const { process } = sandbox as { readonly process?: NodeJS.Process }
  return new ServerProofs({ testFile, options, rootDir, environment: process?.env })
}
