import type { Frame } from '../../../src/verdict/leak'
import {
  calledOf,
  chooseTrace,
  helperOf,
  openerOf,
  packagesBehind,
  packagesBetween,
  withoutPlatforms,
} from '../../../src/verdict/stacks/third-party'
import { boundary, dependencyFrame, projectFrame } from '../support/leaks'

const node: Frame = { kind: 'node', text: 'at node:net:1:1', loadsModule: false }
const project = projectFrame('start')
const pg = dependencyFrame('pg')
const pool = dependencyFrame('pg-pool')
const swr = dependencyFrame('swr')
const react = dependencyFrame('react-dom')
const useOf = dependencyFrame('use-debounce', 'useDebounce')
const rendering = dependencyFrame('react-dom', 'renderWithHooks')
const testingLibrary = dependencyFrame('@testing-library/react')
const jsdom = dependencyFrame('jsdom')

describe('chooseTrace', () => {
  test.each<[name: string, traces: Frame[][], chosen: number, own: boolean]>([
    ['the project alone', [[project]], 0, true],
    ['the project below Node', [[node, project]], 0, true],
    ['the project through a dependency', [[pg, project]], 0, true],
    ['the first of several that lead to the project', [[pg], [project], [pg, project]], 1, true],
    ['a project module that is being loaded', [[project, boundary, project]], 0, true],
    ['a dependency that is being loaded', [[pg, boundary, project]], 0, false],
    ['a renderer that is being loaded', [[react, boundary, project]], 0, false],
    ['a dependency that loads another', [[pg, boundary, pool, boundary, project]], 0, false],
    ['a dependency without the project', [[node], [pg, node]], 1, false],
    ['a hook of a package that React calls back', [[swr, react, testingLibrary, project]], 0, false],
    ['a component of the project that React renders', [[swr, project, react, testingLibrary]], 0, true],
    ['a hook of a package that it calls then', [[useOf, project, rendering, testingLibrary]], 0, false],
    ['a timer of the page, called in an effect', [[jsdom, project, react, project]], 0, true],
    ['what React does for the project itself', [[jsdom, react, project]], 0, true],
    ['what React calls of its own on the way', [[react, react, project]], 0, true],
    ['a hook of a package, by way of one of the project', [[useOf, project, project, rendering]], 0, false],
    ['what Node opens while the project loads a module', [[node, boundary, project]], 0, true],
    ['nothing but Node', [[node], [node]], 0, false],
  ])('%s', (_name, traces, chosen, own) => {
    expect(chooseTrace({ traces })).toEqual({ trace: traces[chosen], own })
  })

  test.each<[name: string, beginnings: Frame[][], chosen: number | undefined]>([
    ['an object of the same package, made by the project', [[pool, project]], 0],
    [
      'the one with the most packages in common',
      [
        [pool, pg, project],
        [pg, project],
      ],
      0,
    ],
    [
      'the last of equals',
      [
        [pg, project],
        [pg, project],
      ],
      1,
    ],
    [
      'one that had another made, though others are further away',
      [
        [dependencyFrame('koa'), project],
        [dependencyFrame('knex'), dependencyFrame('knex'), project],
        [pool, dependencyFrame('knex'), dependencyFrame('koa')],
      ],
      1,
    ],
    ['not one of another package', [[dependencyFrame('ws'), project]], undefined],
    [
      'nor by way of another',
      [
        [pool, dependencyFrame('koa')],
        [dependencyFrame('ws'), project],
      ],
      undefined,
    ],
    ['not one that a package made for itself', [[pool, boundary, project]], undefined],
  ])('where the project called a package that opened something later: %s', (_name, beginnings, chosen) => {
    const traces = [[node, pool, pg]]
    expect(chooseTrace({ traces, beginnings })).toMatchObject(
      chosen === undefined ? { trace: traces[0], own: false } : { trace: beginnings[chosen], own: true },
    )
  })

  test('an object of the same class comes before one that was made later', () => {
    const of = (name: string): Frame => ({
      ...dependencyFrame('bullmq'),
      file: `/node_modules/bullmq/${name}.js`,
    })
    const beginnings = [
      [of('backend'), of('queue-events'), projectFrame('start', 1)],
      [of('backend'), of('worker'), projectFrame('start', 2)],
    ]
    const traces = [[node, of('backend'), of('queue-events')]]
    expect(chooseTrace({ traces, beginnings })).toEqual({ trace: beginnings[0], own: true })
  })

  test('an object of another file of the package will do', () => {
    const made = [{ ...pg, file: '/node_modules/pg/lib/pool.js' }, project]
    expect(chooseTrace({ traces: [[node, pg]], beginnings: [made] })).toEqual({ trace: made, own: true })
  })

  test('tells which objects of one class it may be of', () => {
    const beginnings = [
      [pg, projectFrame('start', 1)],
      [pg, projectFrame('start', 2)],
      [pool, project],
    ]
    expect(chooseTrace({ traces: [[node, pg]], beginnings }).likely).toEqual(beginnings.slice(0, 2))
    expect(chooseTrace({ traces: [[node, pool]], beginnings }).likely).toBeUndefined()
  })

  test.each<[name: string, origin: Frame[], beginnings: Frame[][], chosen: 'origin' | 'beginning']>([
    [
      'before what another package led to',
      [dependencyFrame('supertest'), project],
      [[pg, project]],
      'beginning',
    ],
    ['not before what the same package led to', [pg, project], [[pg, project]], 'origin'],
    ['not when nothing is known of it', [dependencyFrame('supertest'), project], [], 'origin'],
  ])('where the project called the package, %s', (_name, origin, beginnings, chosen) => {
    const { trace, own } = chooseTrace({ traces: [[node, pg], origin], origins: [origin], beginnings })
    expect(own).toBe(true)
    expect(trace).toBe(chosen === 'origin' ? origin : beginnings[0])
  })

  test('the line of a server is none of a client that loses its caller in a handler', () => {
    const foreign = [node, dependencyFrame('nats')]
    const listening = [node, project]
    const stacks = { traces: [foreign, listening], origins: [listening] }
    expect(chooseTrace(stacks)).toEqual({ trace: foreign, own: false })
  })

  test('no trace at all', () => {
    expect(chooseTrace({ traces: [] })).toEqual({ trace: [], own: false })
  })
})

describe('packagesBetween', () => {
  test.each<[name: string, trace: Frame[], expected: Frame[]]>([
    ['those above the project', [node, pool, pg, project, dependencyFrame('express')], [pool, pg]],
    ['those above a module that loads them', [pg, boundary, dependencyFrame('express')], [pg]],
    ['all without the project', [pg, node, pool], [pg, pool]],
    ['none where the project is first', [project, pg], []],
  ])('%s', (_name, trace, expected) => {
    expect(packagesBetween({ traces: [trace] }, trace)).toEqual(expected)
  })

  test('what triggered it may be of the project: then those of its own stack', () => {
    const [own, origin, ofAPart] = [[node, pg], [node, project], [pool]]
    expect(packagesBetween({ traces: [own, origin, ofAPart], origins: [origin] }, origin)).toEqual([pg])
  })

  test('what triggered it may be of other packages: then those of its own stack, else those that led on', () => {
    const [own, other, same] = [
      [node, pg],
      [dependencyFrame('supertest'), project],
      [pg, pool, project],
    ]
    expect(packagesBetween({ traces: [own, other], origins: [other] }, other)).toEqual([pg])
    expect(packagesBetween({ traces: [own, same], origins: [same] }, same)).toEqual([pg, pool])
    expect(packagesBetween({ traces: [[node], other], origins: [other] }, other)).toEqual([other[0]])
  })

  test('the closest stack before it that has any, where it has none itself', () => {
    const [own, closest, shown] = [[node, pool], [pg], [node, project]]
    expect(packagesBetween({ traces: [own, closest, shown] }, shown)).toEqual([pg])
  })

  test('what loads modules inside of the package does not end it', () => {
    const trace = [node, boundary, pg, project]
    expect(packagesBetween({ traces: [trace] }, trace)).toEqual([pg])
  })

  test('a stack that is not among them stands for itself', () => {
    expect(packagesBetween({ traces: [[node, pg]] }, [pool, project])).toEqual([pool])
  })
})

test('the package of the innermost frame opened it, in the version that is installed', () => {
  const versionOf = (file: string, name: string): string => `${name} of ${file}`

  expect(openerOf([node, pool, pg], versionOf)).toEqual({
    name: 'pg-pool',
    version: 'pg-pool of /app/node_modules/pg-pool/index.js',
  })
  expect(openerOf([node], versionOf)).toBeUndefined()
})

test('the package of the outermost frame was called; what has no file has no version', () => {
  const version = (): string => '1.0.0'
  const { file, ...nowhere } = pg
  expect(file).toBe('/app/node_modules/pg/index.js')
  expect(calledOf([pool, pg, node], version)).toEqual({ name: 'pg', version: '1.0.0' })
  expect(calledOf([nowhere], version)).toBeUndefined()
  expect(openerOf([{ ...node, file: '/app/x.js' }], version)).toBeUndefined()
})

describe('the frames of packages', () => {
  const [own, between, shown, later] = [[node, pool], [pg, project], [node, swr, project], [jsdom]]
  const traces = [own, between, shown, later]

  test('behind a stack are those up to it', () => {
    expect(packagesBehind(traces, shown)).toEqual([pool, pg, swr])
    expect(packagesBehind(traces, own)).toEqual([pool])
    expect(packagesBehind([own, between], [swr, project])).toEqual([pool, pg, swr])
  })

  test('that stand where Node stands elsewhere did nothing of their own accord', () => {
    const { package: name, ...unnamed } = pg
    expect(name).toBe('pg')
    expect(withoutPlatforms([jsdom, pg, unnamed, pool])).toEqual([pg, pool])
  })
})

test('help is about the outermost package that has a call to end it, else about the outermost', () => {
  const version = (): string => '1.0.0'
  const of = (...names: string[]): string | undefined =>
    helperOf([...names.map((name) => dependencyFrame(name)), node], version)?.name
  expect(of('scheduler', 'ioredis', 'bull', 'tasks')).toBe('bull')
  expect(of('scheduler', 'tasks')).toBe('tasks')
  expect(of()).toBeUndefined()
})
