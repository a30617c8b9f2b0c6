import type { Frame, ThirdParty } from './leak'

/**
 * True when project code opened the resource: a frame of the project with no module-load boundary
 * between it and the dependency that did the work.
 */
function isOwn(trace: readonly Frame[]): boolean {
  let dependency = false
  for (const frame of trace) {
    if (frame.kind === 'project') return true
    if (frame.kind === 'dependency') dependency = true
    if (frame.loadsModule && dependency) return false
  }
  return false
}

/** The stack to show: the first one that leads to the project, else the first with any package in it. */
export function chooseTrace(traces: readonly (readonly Frame[])[]): {
  trace: readonly Frame[]
  own: boolean
} {
  const own = traces.find(isOwn)
  if (own !== undefined) return { trace: own, own: true }
  const foreign = traces.find((trace) => trace.some((frame) => frame.kind === 'dependency'))
  return { trace: foreign ?? traces[0] ?? [], own: false }
}

/** The frames of packages between the resource and the project's code, or the module that loads them. */
export function dependenciesOf(trace: readonly Frame[]): Frame[] {
  const first = trace.findIndex(({ kind }) => kind === 'dependency')
  const end = trace.findIndex(
    ({ kind, loadsModule }, index) => kind === 'project' || (loadsModule && index > first),
  )
  return trace.slice(0, end === -1 ? undefined : end).filter(({ kind }) => kind === 'dependency')
}

/** The package nearest to the project: the one that its user knows. */
export function openerOf(
  dependencies: readonly Frame[],
  versionOf: (file: string, name: string) => string | undefined,
): ThirdParty | undefined {
  const outermost = dependencies.at(-1)
  if (outermost?.package === undefined || outermost.file === undefined) return undefined
  return { package: outermost.package, version: versionOf(outermost.file, outermost.package) }
}
