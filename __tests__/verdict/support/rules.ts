import type { Rules } from '../../../src/verdict/judge'

/** Everything fails, and nothing is known of packages and sources, but for `changes`. */
export const rules = (changes: Partial<Rules> = {}): Rules => ({
  severityOf: () => 'fail',
  thirdParty: 'warn',
  trace: 'site',
  packagesOf: () => [],
  packageVersion: () => '1.2.3',
  processWide: () => undefined,
  relativePath: (file) => file.replace('/app/', ''),
  sourceText: () => undefined,
  sourceLine: () => undefined,
  loadedMethods: () => [],
  ...changes,
})
