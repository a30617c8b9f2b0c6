import type { Frame } from '../../src/verdict/leak'
import { chooseTrace, dependenciesOf, openerOf } from '../../src/verdict/third-party'
import { boundary, dependencyFrame, projectFrame } from './support/leaks'

const node: Frame = { kind: 'node', text: 'at node:net:1:1', loadsModule: false }
const project = projectFrame('start')
const pg = dependencyFrame('pg')
const pool = dependencyFrame('pg-pool')

describe('chooseTrace', () => {
  test.each<[name: string, traces: Frame[][], chosen: number, own: boolean]>([
    ['the project alone', [[project]], 0, true],
    ['the project below Node', [[node, project]], 0, true],
    ['the project through a dependency', [[pg, project]], 0, true],
    ['the first of several that lead to the project', [[pg], [project], [pg, project]], 1, true],
    ['a project module that is being loaded', [[project, boundary, project]], 0, true],
    ['a dependency that is being loaded', [[pg, boundary, project]], 0, false],
    ['a dependency that loads another', [[pg, boundary, pool, boundary, project]], 0, false],
    ['a dependency without the project', [[node], [pg, node]], 1, false],
    ['nothing but Node', [[node], [node]], 0, false],
  ])('%s', (_name, traces, chosen, own) => {
    expect(chooseTrace(traces)).toEqual({ trace: traces[chosen], own })
  })

  test('no trace at all', () => {
    expect(chooseTrace([])).toEqual({ trace: [], own: false })
  })
})

describe('dependenciesOf', () => {
  test.each<[name: string, trace: Frame[], expected: Frame[]]>([
    ['those above the project', [node, pool, pg, project, dependencyFrame('express')], [pool, pg]],
    ['those above a module that loads them', [pg, boundary, dependencyFrame('express')], [pg]],
    ['all without the project', [pg, node, pool], [pg, pool]],
    ['none where the project is first', [project, pg], []],
  ])('%s', (_name, trace, expected) => {
    expect(dependenciesOf(trace)).toEqual(expected)
  })
})

describe('openerOf', () => {
  test('is the package nearest to the project, with its version', () => {
    const versionOf = (file: string, name: string): string => `${name} of ${file}`

    expect(openerOf([pool, pg], versionOf)).toEqual({
      package: 'pg',
      version: 'pg of /app/node_modules/pg/index.js',
    })
  })

  test('is nobody without dependencies', () => {
    expect(openerOf([], () => '1.0.0')).toBeUndefined()
  })
})
