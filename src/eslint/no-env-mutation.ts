import { wordingOf } from '../wording/types'
import type { CleanupHook } from '../wording/type-wording'
import { hookFor } from './reading/advice'
import { type FileReading, readingOf, walk } from './reading/file'
import { outlasts } from './reading/state'
import { at, isFunction, isWithin, nameOf, pathOf } from './reading/syntax'
import { metaOf, type Node, type Rule } from './rule'

/** What a test writes into `process.env`, or where it moves the process to, the next test finds. */
export const noEnvMutation: Rule = {
  meta: metaOf(
    'no-env-mutation',
    'require that tests and describe blocks put `process.env` and the working directory back',
  ),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        if (!reading.isTest || !/\bprocess\b/.test(reading.source.text)) return
        const changes = changesIn(reading)
        const told = new Set<string>()
        for (const { node, name } of changes) {
          // Whoever writes it again, in a hook around the test or later in the test, puts it back.
          const restores = changes.filter(
            (other) => other.node !== node && (other.name === name || other.name === ''),
          )
          if (isOnlyRestore(node) || isDefault(node, reading)) continue
          const place = outlasts(
            node,
            restores.map((other) => other.node),
            reading,
            (test) => changes.some((other) => other.name === name && isWithin(other.node, test)),
          )
          if (place === undefined || told.has(name)) continue
          if (name === '' && isCleanUp(node, place.call, changes)) continue
          told.add(name)
          context.report({ node, message: messageOf(name, hookFor(place.phase)) })
        }
      },
    }
  },
}

function messageOf(name: string, hook: CleanupHook): string {
  if (name === 'cwd')
    return `the working directory stays changed for whatever follows: ${wordingOf('cwd').help(hook, {})}`
  const [what, facts] =
    name === '' ? ['`process.env`', {}] : [`\`process.env.${name}\``, { key: name, change: 'changed' }]
  return `${what} stays changed for the tests that follow: ${wordingOf('env').help(hook, facts)}`
}

/** Jest puts back what it has replaced itself. */
function isOnlyRestore(node: Node): boolean {
  return /^jest\./.test(pathOf(at(node, 'callee')))
}

/** `Object.keys(process.env).filter(…).forEach((key) => delete process.env[key])` after the test's own changes. */
function isCleanUp(node: Node, test: Node | undefined, changes: readonly Change[]): boolean {
  return (
    node.type === 'UnaryExpression' &&
    changes.some((other) => other.node.range[0] < node.range[0] && isWithin(other.node, test))
  )
}

/** `process.env.A ??= '1'`, and what stands behind `if (!process.env.A)`, is meant for all. */
function isDefault(node: Node, { source }: FileReading): boolean {
  if (node.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/.test(String(node.operator))) return true
  let current: Node | null | undefined = node
  while (current != null && !isFunction(current)) {
    const test = current.type === 'IfStatement' ? at(current, 'test') : undefined
    if (test !== undefined && source.getText(test).includes('process.env')) return true
    current = current.parent
  }
  return false
}

interface Change {
  readonly node: Node
  /** The variable's name; '' for all of them, `cwd` for the working directory. */
  readonly name: string
}

function changesIn({ source, calls, assignments }: FileReading): readonly Change[] {
  const written = assignments.flatMap((node) => changeOf(node, at(node, 'left')))
  const deleted: Change[] = []
  walk(source.ast, source.visitorKeys, (node) => {
    if (node.type === 'UnaryExpression' && node.operator === 'delete')
      deleted.push(...changeOf(node, at(node, 'argument')))
    return undefined
  })
  const called = calls.flatMap((node): Change[] => {
    const path = pathOf(node.callee)
    if (path === 'process.chdir') return [{ node, name: 'cwd' }]
    const [first] = Array.isArray(node.arguments) ? (node.arguments as unknown[]) : []
    const isWhole =
      /^(?:Object\.assign|jest\.replaceProperty|Reflect\.set)$/.test(path) || path === 'jest.restoreAllMocks'
    return isWhole && (pathOf(first).startsWith('process') || path === 'jest.restoreAllMocks')
      ? [{ node, name: '' }]
      : []
  })
  return [...written, ...deleted, ...called].sort((a, b) => a.node.range[0] - b.node.range[0])
}

function changeOf(node: Node, target: Node | undefined): Change[] {
  if (target?.type !== 'MemberExpression') return []
  if (pathOf(target) === 'process.env') return [{ node, name: '' }]
  if (pathOf(target.object) !== 'process.env') return []
  // A computed name may be any of them.
  const isAny = target.computed === true && at(target, 'property')?.type !== 'Literal'
  return [{ node, name: isAny ? '' : nameOf(target.property) }]
}
