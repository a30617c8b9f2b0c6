import type { Frame, Framework } from '../leak'

interface Lifecycle {
  readonly package: string
  /** Methods that it calls when it begins. */
  readonly beginnings: RegExp
  /** Its functions that make an object. */
  readonly makers: RegExp
}

const lifecycles: Readonly<Record<Framework, Lifecycle>> = {
  angular: {
    package: '@angular/core',
    beginnings: /\bng(?:OnInit|OnChanges|DoCheck|After(?:Content|View)(?:Init|Checked))\b/,
    makers: /\b(?:getNodeInjectable|hydrate)\b/,
  },
  nest: {
    package: '@nestjs/core',
    beginnings: /\bon(?:ModuleInit|ApplicationBootstrap)\b/,
    makers: /\binstantiateClass\b/,
  },
}

/** Which of them has called the project's object that opened it: its constructor, or a method for its beginning. */
export function lifecycleOf(trace: readonly Frame[]): Framework | undefined {
  const first = trace.findIndex(({ kind }) => kind === 'project')
  if (first === -1) return undefined
  const length = trace.slice(first).findIndex(({ kind }) => kind === 'dependency')
  const own = trace.slice(first, length === -1 ? undefined : first + length)
  const caller = trace[first + length]
  const names = Object.keys(lifecycles) as Framework[]
  return names.find((name) => isCalledBy(lifecycles[name], own, length === -1 ? undefined : caller))
}

function isCalledBy(lifecycle: Lifecycle, own: readonly Frame[], caller: Frame | undefined): boolean {
  const outermost = own.findLast(({ kind }) => kind === 'project')
  const begins = outermost !== undefined && lifecycle.beginnings.test(outermost.text)
  // Behind an `await` nothing has called it any more; a test that calls such a method itself stands there still.
  if (caller === undefined) return begins
  if (caller.package !== lifecycle.package) return false
  return begins || (lifecycle.makers.test(caller.text) && own.some(({ text }) => text.startsWith('at new ')))
}
