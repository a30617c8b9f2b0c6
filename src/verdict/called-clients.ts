/**
 * Clients that open nothing until the project calls them, and lose its line on the way: they are compiled to
 * promises that V8 cannot follow back. What they open is their caller's leak, though no line tells.
 */
const called: ReadonlySet<string> = new Set(['nats', 'postgres'])

/** The client whose call has led to it, if one has: `packages` goes from the opener to where the trace ends. */
export function calledClientOf(packages: readonly string[]): string | undefined {
  const outermost = packages.at(-1)
  return outermost !== undefined && called.has(outermost) ? outermost : undefined
}
