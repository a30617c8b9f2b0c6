import { phaseOfCall } from '../../../eslint/reading/jest-calls'
import { around, at, isCall, pathOf } from '../../../eslint/reading/syntax'
import type { Node } from '../../../eslint/rule'
import { type Edit, insertion } from '../../init/text-edits'

/**
 * What makes a function `async`, where only Jest calls it; nothing where it is. `undefined` for one that others call, a
 * generator, or one that ends with a callback.
 */
export function madeAsync(fn: Node): Edit[] | undefined {
  if (fn.async === true) return []
  const call = around(fn).parent
  const phase = phaseOfCall(call)
  if (phase === undefined || phase === 'describe' || !isCall(call)) return undefined
  const isTable = /\.each$/.test(pathOf(at(at(call, 'callee'), 'callee') ?? at(at(call, 'callee'), 'tag')))
  const params = Array.isArray(fn.params) ? fn.params.length : 0
  if (fn.generator === true || fn.returnType != null || (params > 0 && !isTable)) return undefined
  return [insertion(fn.range[0], 'async ')]
}
