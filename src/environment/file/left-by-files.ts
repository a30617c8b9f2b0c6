import type { FoundChange } from '../../verdict/victim'

/** What a finished test file has left for those that run after it in this process. */
export interface LeftByFile extends FoundChange {
  readonly file: string
  readonly stays: () => boolean
}

/** The newest last. */
let left: readonly LeftByFile[] = []

/** A file that leaves more than this leaves the same again and again. */
const most = 50

export function leave(changes: readonly LeftByFile[]): void {
  left = [...stillLeft(), ...changes].slice(-most)
}

/** What nobody has put back by now. */
export function stillLeft(): readonly LeftByFile[] {
  return left.filter(({ stays }) => stays())
}
