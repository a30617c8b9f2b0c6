import type { Frame } from '../leak'

/** `file:line` of the project's innermost frame. Without the column: an `await` and the call after it have one each. */
export function projectLine(frames: readonly Frame[]): string | undefined {
  const { file, line } = frames.find(({ kind }) => kind === 'project') ?? {}
  return file === undefined ? undefined : `${file}:${String(line)}`
}
