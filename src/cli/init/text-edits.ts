/** What takes the place of a part of a text; nothing is taken away where `start` is `end`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

/** All edits at once; their places are those of the text as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((edited, edit) => edited.slice(0, edit.start) + edit.text + edited.slice(edit.end), text)
}
