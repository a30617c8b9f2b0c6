import type { Node } from '../rule'
import { type FileReading, holderOf } from './file'
import { all, around, isFunction, nameOf } from './syntax'

/** `expect(open()).rejects`, `expect(() => open()).toThrow()`, itself or through a function of the file: nothing opens. */
export function isExpectedToFail(node: Node, reading: FileReading, depth = 0): boolean {
  let current = node
  while (current.parent != null) {
    const { parent } = current
    if (parent.type === 'CallExpression' && nameOf(parent.callee) === 'expect')
      return all(parent, 'arguments').includes(current) && expectsFailure(parent)
    if (isFunction(current)) {
      const call = around(current).parent
      if (call?.type === 'CallExpression' && nameOf(call.callee) !== 'expect') return false
      const uses =
        depth > 2 ? undefined : holderOf(current, reading)?.references.filter((use) => use.isRead())
      if (uses !== undefined)
        return (
          uses.length > 0 && uses.every(({ identifier }) => isExpectedToFail(identifier, reading, depth + 1))
        )
    }
    current = parent
  }
  return false
}

/** The matchers that follow `expect(…)`. */
function expectsFailure(expect: Node): boolean {
  const names: string[] = []
  for (let current = expect.parent; current?.type === 'MemberExpression'; current = current.parent?.parent)
    names.push(nameOf(current.property))
  return !names.includes('not') && names.some((name) => /^(?:rejects$|toThrow)/.test(name))
}
