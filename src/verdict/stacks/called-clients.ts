import { knowledge } from '../../knowledge'

/**
 * Clients that open nothing until the project calls them, and lose its line on the way. What they open is their
 * caller's leak, though no line tells. `packages` goes from the opener to where the trace ends.
 */
export function calledClientOf(packages: readonly string[]): string | undefined {
  const outermost = packages.at(-1)
  if (outermost === undefined) return undefined
  const client = knowledge.get(outermost)?.partOf ?? outermost
  return knowledge.get(client)?.losesCaller === true ? client : undefined
}
