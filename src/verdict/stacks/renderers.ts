import type { Frame } from '../leak'

/** Packages that stand where Node stands elsewhere: a timer of the page is whose code has called `setTimeout`. */
const platforms: ReadonlySet<string> = new Set(['jsdom', 'happy-dom', 'zone.js'])

/** They call back what was registered with them: an effect of a package's hook, a component of the project. */
const renderers: ReadonlySet<string> = new Set([
  'react-dom',
  'react-reconciler',
  'react-test-renderer',
  'preact',
  '@vue/runtime-core',
  'svelte',
])

export function isPlatform(name: string | undefined): boolean {
  return name !== undefined && platforms.has(name)
}

export function isRenderer(name: string | undefined): boolean {
  return name !== undefined && renderers.has(name)
}

/** The packages whose code a renderer has called back; all of them, where it has called back none. */
export function withoutRenderers(dependencies: readonly Frame[]): Frame[] {
  const end = dependencies.findIndex((frame) => isRenderer(frame.package))
  const first = dependencies.findIndex((frame) => !isPlatform(frame.package))
  return end > first ? dependencies.slice(0, end) : [...dependencies]
}

/** Did an effect of the project's own component open it? React calls back what has to be undone by what it returns. */
export function isInEffect(trace: readonly Frame[]): boolean {
  const project = trace.findIndex(({ kind }) => kind === 'project')
  const caller = trace.slice(project).findIndex(({ kind }) => kind === 'dependency')
  if (project === -1 || caller === -1) return false
  const callers = trace.slice(project + caller, project + caller + 3)
  return (
    callers.every((frame) => isRenderer(frame.package)) && callers.some(({ text }) => /Effect/.test(text))
  )
}
