/** Enough for one write. */
const pieceSize = 256 * 1024

/** The same text in fewer pieces. */
export function* gathered(pieces: Iterable<string>): Generator<string> {
  let held: string[] = []
  let length = 0
  for (const piece of pieces) {
    held.push(piece)
    length += piece.length
    if (length < pieceSize) continue
    yield held.join('')
    held = []
    length = 0
  }
  if (length > 0) yield held.join('')
}
