import type { Node } from '../rule'
import { type FileReading, holderOf } from './file'
import { originOf } from './origin'
import { iterates } from './place'
import { all, around, at, isFunction, nameOf } from './syntax'

/** What runs a line again and again. */
export interface Repeater {
  readonly kind: 'loop' | 'timer callback' | 'request handler'
  readonly node: Node
  /** The function of the file that it calls, if the line stands in one. */
  readonly through?: string
}

const routes = /^(?:get|post|put|delete|patch|all|use|head|options)$/
const router = /^(?:app|router|server|fastify|api|\w+Router)$/

/** The loop, timer or request handler that a line runs in, itself or through functions of the file. */
export function repeaterOf(node: Node, reading: FileReading, depth = 0): Repeater | undefined {
  let current: Node = node
  while (current.parent != null) {
    const { parent } = current
    if (
      /^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(parent.type) &&
      current !== parent.init &&
      current !== parent.right
    )
      return { kind: 'loop', node: parent }
    if (isFunction(current)) {
      const repeater = repeaterOfFunction(current, reading)
      if (repeater !== undefined) return repeater
      const outer = around(current)
      const isIife = outer.parent?.callee === outer
      if (!isIife) return throughCaller(current, reading, depth)
    }
    current = parent
  }
  return undefined
}

function repeaterOfFunction(fn: Node, reading: FileReading): Repeater | undefined {
  const outer = around(fn)
  const call = outer.parent
  if (call?.type !== 'CallExpression' || call.callee === outer) return undefined
  const name = nameOf(call.callee)
  if (iterates.test(name)) return { kind: 'loop', node: call }
  if (name === 'setInterval') return { kind: 'timer callback', node: call }
  return isHandler(call, name, fn, reading) ? { kind: 'request handler', node: call } : undefined
}

function isHandler(call: Node, name: string, fn: Node, reading: FileReading): boolean {
  const callee = at(call, 'callee')
  if (all(fn, 'params').length === 0) return false
  if (name === 'createServer')
    return /^https?2?$/.test(originOf(callee, reading)?.module ?? '') && all(fn, 'params').length === 2
  const object = nameOf(at(callee, 'object'))
  if (routes.test(name)) return router.test(object) && all(call, 'arguments').length > 1
  return name === 'on' && /server$/i.test(object) && nameOf(all(call, 'arguments')[0]) === 'request'
}

/** A named function repeats when each of its callers is in a loop, or handed to a timer or router. */
function throughCaller(fn: Node, reading: FileReading, depth: number): Repeater | undefined {
  const holder = depth > 1 ? undefined : holderOf(fn, reading)
  if (holder === undefined) return undefined
  for (const { identifier } of holder.references) {
    const { parent } = identifier
    if (parent?.type === 'CallExpression' && parent.callee === identifier) {
      const repeater = repeaterOf(parent, reading, depth + 1)
      if (repeater !== undefined) return { ...repeater, through: holder.name }
    } else if (parent?.type === 'CallExpression' && nameOf(parent.callee) === 'setInterval')
      return { kind: 'timer callback', node: parent, through: holder.name }
    else if (parent?.type === 'CallExpression' && isHandler(parent, nameOf(parent.callee), fn, reading))
      return { kind: 'request handler', node: parent, through: holder.name }
  }
  return undefined
}
