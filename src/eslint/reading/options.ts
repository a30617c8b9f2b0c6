import type { Maker } from '../../knowledge/package-knowledge'
import type { Node } from '../rule'
import { type FileReading, variableOf } from './file'
import { all, at, hasSignal, inside, isCall, nameOf } from './syntax'

/** Do the arguments of a call say that it opens something that the caller has to close? */
export function opensWith(
  call: Node,
  { option, unless = [], needsArguments }: Maker,
  reading: FileReading,
): boolean {
  if (hasSignal(call)) return false
  if (needsArguments === true && all(call, 'arguments').length === 0) return false
  if (option === undefined && unless.length === 0) return true
  const given = optionsOf(call, reading)
  if (given.some(({ name, value }) => unless.includes(name) || unless.includes(`${name}: ${value}`)))
    return false
  return option === undefined || given.some(({ name, value }) => name === option && value === 'true')
}

interface Option {
  readonly name: string
  /** What stands there, of a literal. */
  readonly value: string
}

/** Those of objects that stand there, that a variable holds, or that another call wraps: `defineConfig({ … })`. */
function optionsOf(call: Node, reading: FileReading, depth = 0): readonly Option[] {
  return all(call, 'arguments').flatMap((argument) => optionsIn(argument, reading, depth))
}

function optionsIn(expression: Node, reading: FileReading, depth: number): readonly Option[] {
  const node = inside(expression)
  if (depth > 2) return []
  if (isCall(node)) return optionsOf(node, reading, depth + 1)
  if (node.type === 'Identifier') {
    const init = at(variableOf(node, reading)?.defs[0]?.node, 'init')
    return init === undefined ? [] : optionsIn(init, reading, depth + 1)
  }
  return all(node, 'properties').flatMap((property) => {
    const spread = property.type === 'SpreadElement' ? at(property, 'argument') : undefined
    if (spread !== undefined) return optionsIn(spread, reading, depth + 1)
    return [{ name: nameOf(property.key), value: String(at(property, 'value')?.value) }]
  })
}
