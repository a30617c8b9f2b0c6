import type { CircusDescribe, CircusState } from './circus'

/** Circus keeps `jest.retryTimes()` under this symbol on the sandbox's global. */
const retryTimes = Symbol.for('RETRY_TIMES')

/**
 * Would a failure make circus run something again? True after `jest.retryTimes()`, which concerns all tests
 * of the file, and, from Jest 30.5 on, after `jest.retryTimes(n, { entireDescribe: true })` in any block.
 */
export function retriesFailures(sandbox: object, state: CircusState): boolean {
  return Reflect.has(sandbox, retryTimes) || retriesBlocks(state.rootDescribeBlock, state)
}

function retriesBlocks(block: CircusDescribe, state: CircusState): boolean {
  if (state.describeRetryOptions?.has(block) === true) return true
  return block.children.some((child) => child.type === 'describeBlock' && retriesBlocks(child, state))
}
