import { knowledge } from '../../knowledge'
import type { LazyObject as KnownObject } from '../../knowledge/package-knowledge'
import type { Frame, Observation } from '../leak'

/** An object of a package that opens something for whoever asks first, and keeps it for everybody. */
export interface LazyObject extends KnownObject {
  readonly package: string
}

const lazyObjects: readonly LazyObject[] = [...knowledge.values()].flatMap(
  ({ package: name, lazyObjects = [] }) => lazyObjects.map((object) => ({ package: name, ...object })),
)

/** The package whose object opened this, if it was one. */
export function lazyObjectOf({ traces }: Pick<Observation, 'traces'>): LazyObject | undefined {
  const frames = openersOf(traces)
  return lazyObjects.find((object) =>
    frames.some(({ package: name, text }) => name === object.package && (object.frame?.test(text) ?? true)),
  )
}

/** The frames of packages before those of the project: what a callback of the project opens is not the package's. */
function openersOf(traces: Observation['traces']): Frame[] {
  const openers: Frame[] = []
  for (const trace of traces) {
    const telling = trace.filter(({ kind }) => kind === 'project' || kind === 'dependency')
    const end = telling.findIndex(({ kind }) => kind === 'project')
    if (end === 0) break
    openers.push(...telling.slice(0, end === -1 ? undefined : end))
  }
  return openers
}

/** Does this stack begin where an object of the package is made? Its base class may be another package's. */
export function makesLazyObject(object: LazyObject, beginning: readonly Frame[]): boolean {
  const innermost = beginning.find(({ package: name }) => name === object.package)
  return innermost !== undefined && object.maker?.test(innermost.text) === true
}
