import { type BaselineEntry, parseBaseline } from '../verdict/accepted/baseline'
import { noteBaseline, type NotedBaseline, notedBaseline } from './noted-baseline'

const contents = new WeakMap<NotedBaseline, BaselineEntry[] | string>()

/** A baseline as it is now, read once per process and version; empty when there is none, a string when it is not valid. */
export function readBaseline(path: string): BaselineEntry[] | string {
  return contentOf(noteBaseline(path))
}

/** As it was before the test file. */
export function knownBaseline(path: string): BaselineEntry[] | string {
  return contentOf(notedBaseline(path))
}

function contentOf(noted: NotedBaseline): BaselineEntry[] | string {
  const known = contents.get(noted)
  if (known !== undefined) return known
  const content = noted.bytes === undefined ? [] : parseBaseline(String(noted.bytes))
  contents.set(noted, content)
  return content
}
