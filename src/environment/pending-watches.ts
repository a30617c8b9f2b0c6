/** What watches a file that is over. */
interface Watch {
  /** The last look. */
  sweep(): Promise<void>
}

/** Files whose leftover work has opened something that was not looked at yet. */
export const pending = new Set<Watch>()

/** The last look at everything that is pending, at the end of the run. */
export async function sweepLate(): Promise<void> {
  await Promise.all([...pending].map((watch) => watch.sweep()))
}
