/** The command line cannot be run as it was given; the message is all that the user needs to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
