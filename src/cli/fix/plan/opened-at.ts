import type { Made } from '../../../eslint/reading/makers'
import { type FileReading, variableOf } from '../../../eslint/reading/file'
import { keepingOf } from '../../../eslint/reading/keeping'
import { around, at, enclosingFunction, isCall, isWithin, nameOf } from '../../../eslint/reading/syntax'
import type { Node, Variable } from '../../../eslint/rule'
import type { ReportLeak } from '../../../report/model/model'

/** What a line of the test file opened, and the variable that holds it. */
export interface Opened {
  readonly call: Node
  readonly variable: Variable
  /** Is what leaks what the call gives, and not something within it? */
  readonly isDirect: boolean
}

const unknown: Made['maker'] = { name: '', close: [], what: '' }

/** The lines of the test file in the stack of a leak, innermost first. */
export function linesOf({ frames }: ReportLeak, file: string): number[] {
  return frames.flatMap((frame) => {
    const start = frame.lastIndexOf(`${file}:`)
    const isWhole = start > 0 && ' ('.includes(frame.charAt(start - 1))
    return isWhole ? [Number.parseInt(frame.slice(start + file.length + 1), 10)] : []
  })
}

/** What a line may have opened: what it keeps in a variable, else whose method it calls. */
export function openedAt(line: number, leak: ReportLeak, reading: FileReading): Opened[] {
  const calls = reading.calls.filter((call) => isOnLine(call, line, reading))
  const kept = calls.flatMap((call): Opened[] => {
    const variable = holderOf(call, reading)
    return variable === undefined ? [] : [{ call, variable, isDirect: leak.site?.line === line }]
  })
  // `sweeper.start()`, `await reports.run()`: what is made is what has to be closed.
  const called = calls.flatMap((call): Opened[] => {
    const variable = variableOf(at(at(call, 'callee'), 'object'), reading)
    const [made, ...others] = variable === undefined ? [] : madeBy(variable)
    return variable === undefined || made === undefined || others.length > 0 || isRequire(made)
      ? []
      : [{ call: made, variable, isDirect: false }]
  })
  return [...kept, ...called]
}

function isRequire(call: Node): boolean {
  return nameOf(at(call, 'callee')) === 'require'
}

/** The calls whose results a variable holds. */
export function madeBy({ defs, references }: Variable): Node[] {
  return [
    ...defs.map(({ node }) => at(node, 'init')),
    ...references
      .filter((reference) => reference.isWrite())
      .map(({ identifier }) => at(identifier.parent, 'right')),
  ].flatMap((value) => {
    const made = value?.type === 'AwaitExpression' ? at(value, 'argument') : value
    return made !== undefined && isCall(made) ? [made] : []
  })
}

function holderOf(node: Node, reading: FileReading): Variable | undefined {
  const keeping = keepingOf({ node, maker: unknown }, reading)
  if (keeping.kind !== 'variable') return undefined
  return keeping.variable.defs.every(({ type }) => type === 'Variable') ? keeping.variable : undefined
}

function isOnLine(call: Node, line: number, { source }: FileReading): boolean {
  const callee = at(call, 'callee')
  const end = callee === undefined ? 0 : source.text.slice(0, callee.range[1]).split('\n').length
  return call.loc.start.line === line || end === line
}

/** Is a variable the business of one function alone? */
export function isLocalTo(variable: Variable, fn: Node | undefined): boolean {
  return fn !== undefined && variable.defs.every(({ node }) => isWithin(node, fn))
}

/** Does a function give away what a variable of its own holds? Then its caller has to close it. */
export function isGivenAway(variable: Variable, call: Node): boolean {
  const fn = enclosingFunction(call)
  return variable.references.some(({ identifier }) => {
    let value = around(identifier)
    while (/^(?:Property|ObjectExpression|ArrayExpression)$/.test(value.parent?.type ?? ''))
      value = around(value.parent ?? value)
    const { parent } = value
    return (
      /^(?:Export|YieldExpression)/.test(parent?.type ?? '') ||
      ((parent?.type === 'ReturnStatement' || parent === fn) && enclosingFunction(value) === fn)
    )
  })
}
