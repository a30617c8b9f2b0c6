import { isSupportedJest, isSupportedNode } from '../../environment/jest/support'
import { ownVersion } from '../command-line/version'
import type { JestBinary } from '../../why/processes/jest-binary'
import type { ResolvedRun } from '../runs/configs'
import type { Check } from './check'

/** Node, Jest, and what they do to each other. */
export function versionChecks(jest: JestBinary, runs: readonly ResolvedRun[]): Check[] {
  const node = process.versions.node
  const isSupported = isSupportedNode(node) && isSupportedJest(jest.version)
  return [
    {
      name: 'versions',
      state: isSupported ? 'ok' : 'fail',
      text: `jest-leakguard ${ownVersion()}, Jest ${jest.version}, Node ${node}`,
      ...(!isSupported && { fix: 'needs Jest 29.7 or 30, and Node ^20.19, ^22.12 or >= 24' }),
    },
    ...(changesAsyncIds(jest.version, node) &&
    runs.some(({ projects }) => projects.some(({ config }) => usesContext(config)))
      ? [asyncContext]
      : []),
  ]
}

const asyncContext: Check = {
  name: 'async-context',
  state: 'warn',
  text: 'with Jest 29 on Node below 24, `async_hooks.executionAsyncId()` gives other numbers than without leak detection, and awaits are dearer',
  fix: "if the code under test depends on them: testEnvironmentOptions.leakguard: { attribution: 'file' }, or Node 24, or Jest 30",
}

/** Jest 30 uses AsyncLocalStorage itself, Node 24 has it without hooks. */
function changesAsyncIds(jest: string, node: string): boolean {
  return jest.startsWith('29.') && Number.parseInt(node, 10) < 24
}

function usesContext({ testEnvironmentOptions }: Record<string, unknown>): boolean {
  const options: unknown = Object(testEnvironmentOptions)
  return Reflect.get(Object(Reflect.get(options as object, 'leakguard')) as object, 'attribution') !== 'file'
}
