import { blockCheck, fileCheck } from '../../wording/own-checks'
import type { CircusDescribe, CircusState, CircusTest } from '../jest/circus'
import { isOurError } from '../jest/leak-error-brand'

/**
 * Jest has one title for errors that belong to no test, "Test suite failed to run", which is not so when its tests
 * have run: the leaks of a describe block or a file are listed as a failed test of its own, beside those that
 * it has. To be called when everything is judged.
 */
export function listAsChecks({ rootDescribeBlock: root, unhandledErrors }: CircusState): void {
  if (!hasRun(root)) return
  const ours = unhandledErrors.filter(isLeak)
  if (ours.length === 0) return
  const others = unhandledErrors.filter((error) => !isLeak(error))
  unhandledErrors.splice(0, unhandledErrors.length, ...others)
  const checks = new Map<CircusDescribe, unknown[]>()
  for (const error of ours) {
    const block = blockAt(root, pathOf(error))
    checks.set(block, [...(checks.get(block) ?? []), error])
  }
  for (const [block, errors] of checks) {
    // Circus has no other way in; a block has been left when it is judged, so that nobody goes through its children.
    ;(block.children as (CircusDescribe | CircusTest)[]).push(checkOf(block, errors))
  }
}

function hasRun(entry: CircusDescribe | CircusTest): boolean {
  return entry.type === 'test' ? entry.status === 'done' : entry.children.some(hasRun)
}

function isLeak(error: unknown): boolean {
  return isOurError(error) && Reflect.has(error as object, 'leak')
}

/** The titles of the describe block that an error is about; none: the file. */
function pathOf(error: unknown): readonly string[] {
  const leak: unknown = Reflect.get(error as object, 'leak')
  const owner: unknown = typeof leak === 'object' && leak !== null ? Reflect.get(leak, 'owner') : undefined
  const path: unknown = typeof owner === 'object' && owner !== null ? Reflect.get(owner, 'path') : undefined
  return Array.isArray(path) ? (path as readonly string[]) : []
}

/** Blocks of one name are one: the last of them tells. */
function blockAt(root: CircusDescribe, path: readonly string[]): CircusDescribe {
  const [title, ...rest] = path
  const block = [...root.children].findLast(
    (child): child is CircusDescribe => child.type === 'describeBlock' && child.name === title,
  )
  return block === undefined ? root : blockAt(block, rest)
}

/** With what circus reads of a test that is done. */
function checkOf(parent: CircusDescribe, errors: unknown[]): CircusTest {
  const check = {
    type: 'test' as const,
    name: parent.parent === undefined ? fileCheck : blockCheck,
    parent,
    errors,
    status: 'done' as const,
    concurrent: false,
    duration: null,
    failing: false,
    invocations: 1,
    mode: undefined,
    numPassingAsserts: 0,
    retryReasons: [],
    seenDone: true,
    startedAt: null,
    // For `--testLocationInResults`: it was declared nowhere.
    asyncError: { stack: 'Error\n    at <anonymous>' },
  }
  return check
}
