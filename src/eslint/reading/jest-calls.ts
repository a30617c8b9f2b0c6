import type { Node } from '../rule'
import { at, nameOf } from './syntax'

/** When a line of the file runs. */
export type Phase =
  'module' | 'describe' | 'beforeAll' | 'beforeEach' | 'test' | 'afterEach' | 'afterAll' | 'function'

const phases: Readonly<Record<string, Phase>> = {
  describe: 'describe',
  fdescribe: 'describe',
  xdescribe: 'describe',
  test: 'test',
  xtest: 'test',
  it: 'test',
  fit: 'test',
  xit: 'test',
  beforeAll: 'beforeAll',
  beforeEach: 'beforeEach',
  afterEach: 'afterEach',
  afterAll: 'afterAll',
}

/** What Jest makes of a call: `test.each(table)(…)` declares tests. */
export function phaseOfCall(call: Node | null | undefined): Phase | undefined {
  if (call?.type !== 'CallExpression') return undefined
  let callee = at(call, 'callee')
  while (callee !== undefined && callee.type !== 'Identifier')
    callee = at(callee, 'object') ?? at(callee, 'callee') ?? at(callee, 'tag')
  const name = nameOf(callee)
  return Object.hasOwn(phases, name) ? phases[name] : undefined
}
