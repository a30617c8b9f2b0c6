/** A result that cannot be written where the user wants it; the message is all that there is to say. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}
