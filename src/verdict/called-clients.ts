import type { ThirdParty } from './leak'

/**
 * Clients that open nothing until the project calls them, and lose its line on the way: they are compiled to
 * promises that V8 cannot follow back. What they open is their caller's leak, though no line tells.
 */
const called: ReadonlySet<string> = new Set(['nats', 'postgres'])

/** `opener` is the package nearest to where the trace ends. */
export function isCalledClient(opener: ThirdParty | undefined): boolean {
  return opener?.package !== undefined && called.has(opener.package)
}
