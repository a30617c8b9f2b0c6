import type { Node } from '../rule'
import { type FileReading, variableOf } from './file'
import { at, inside, nameOf } from './syntax'

/** That of msw listens nowhere, and closes at once. */
export function isMockServer(server: Node | undefined, reading: FileReading): boolean {
  const variable = variableOf(server === undefined ? undefined : inside(server), reading)
  if (variable === undefined) return false
  return (
    variable.defs.some(({ node, parent }) =>
      /^setupServer$|msw|mock/i.test(nameOf(at(at(node, 'init'), 'callee')) || nameOf(at(parent, 'source'))),
    ) ||
    variable.references.some(({ identifier }) =>
      /^(?:reset|restore|list)Handlers$/.test(nameOf(identifier.parent)),
    )
  )
}
