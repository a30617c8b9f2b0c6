/** A file that cannot be used as a report; the message is all that the user needs to see. */
export class ReportError extends Error {
  override readonly name = 'ReportError'
  /** `incomplete`: a part of a report; `unusable`: none that can be read. */
  readonly kind: 'incomplete' | 'unusable'

  constructor(kind: ReportError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}
