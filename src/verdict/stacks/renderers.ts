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

/** zone.js asks others about each task that it schedules; in development Angular has it ask one of its own. */
const taskHook = /\bonScheduleTask\b/

export function isPlatform({ package: name, text }: Frame): boolean {
  return name !== undefined && (platforms.has(name) || taskHook.test(text))
}

export function isRenderer(name: string | undefined): boolean {
  return name !== undefined && renderers.has(name)
}

/** The packages whose code a renderer, or a subscription, has called back; all of them, where none was. */
export function withoutRenderers(dependencies: readonly Frame[]): Frame[] {
  const end = dependencies.findIndex(({ package: name }) => name === 'rxjs' || isRenderer(name))
  const first = dependencies.findIndex((frame) => !isPlatform(frame))
  return end > first ? dependencies.slice(0, end) : [...dependencies]
}

/**
 * Has a renderer asked the project's component for what to show, and that a hook of a package? `trace` begins at the
 * project's frame; `hook` is the one before it. Source maps name frames after what they call.
 */
export function callsHook(hook: Frame, trace: readonly Frame[]): boolean {
  const named = [hook, trace[0]].some(({ text } = hook) => /\buse[A-Z]\w* /.test(text))
  if (!named) return false
  const caller = trace.findIndex(({ kind }) => kind === 'dependency')
  return (
    caller !== -1 &&
    trace
      .slice(caller, caller + 3)
      .some((frame) => isRenderer(frame.package) && frame.text.includes('renderWithHooks'))
  )
}

/**
 * What of the project's own component opened it: React calls back a hook's effect, which is undone by what it returns, and
 * a method of a class, which another one undoes.
 */
export function effectOf(trace: readonly Frame[]): 'hook' | 'class' | undefined {
  const project = trace.findIndex(({ kind }) => kind === 'project')
  const caller = trace.slice(project).findIndex(({ kind }) => kind === 'dependency')
  if (project === -1 || caller === -1) return undefined
  const callers = trace.slice(project + caller, project + caller + 3)
  if (!callers.every((frame) => isRenderer(frame.package))) return undefined
  if (callers.some(({ text }) => /commitHook/.test(text))) return 'hook'
  if (callers.some(({ text }) => /commitLayoutEffectOnFiber|commitClass|commitLifeCycles/.test(text)))
    return 'class'
  return callers.some(({ text }) => /Effect/.test(text)) ? 'hook' : undefined
}
