import type { Severity } from '../../src/options/severity'
import { judge, type Rules } from '../../src/verdict/judge'
import type { Frame, LeakType, Observation } from '../../src/verdict/leak'
import { factLines } from '../../src/wording/message'
import { boundary, dependencyFrame, observation, projectFrame } from './support/leaks'
import { rules } from './support/rules'

const nodeFrame: Frame = { kind: 'node', text: 'at node:internal/timers:1:1', loadsModule: false }
const jestFrame: Frame = {
  kind: 'jest',
  text: 'at jestAdapter (/app/node_modules/jest-circus/x.js:1:1)',
  loadsModule: false,
}
const ownFrame: Frame = {
  kind: 'own',
  text: 'at init (/app/node_modules/jest-leakguard/x.js:1:1)',
  loadsModule: false,
}

test('an open resource is a leak of its owner', () => {
  expect(judge([observation({ id: 7, ownerId: 3 })], rules())).toEqual([
    expect.objectContaining({
      type: 'timer',
      severity: 'fail',
      ownerId: 3,
      owner: { kind: 'test', path: ['orders', 'ships'], file: '/app/a.test.js' },
      count: 1,
      facts: { call: 'setInterval', delay: 10 },
      frames: [projectFrame('start')],
      thirdParty: false,
      opener: undefined,
      helper: undefined,
      members: [7],
    }),
  ])
})

describe('equal sites of one owner and type are one leak with a count', () => {
  const first = observation({ id: 1 })

  test.each([
    ['the same site', {}, 1],
    ['another line', { traces: [[projectFrame('start', 2)]] }, 2],
    ['another owner', { ownerId: 2 }, 2],
    ['another type', { type: 'tcp-server' as LeakType }, 2],
    [
      'two places of the package that it called',
      { traces: [[dependencyFrame('ioredis'), projectFrame('start')]] },
      1,
    ],
    ['other frames of Node and Jest', { traces: [[nodeFrame, projectFrame('start'), jestFrame]] }, 1],
  ])('%s', (_name, changes, leaks) => {
    const found = judge([first, observation({ id: 2, ...changes })], rules())

    expect(found).toHaveLength(leaks)
    expect(found.map(({ count }) => count)).toEqual(leaks === 1 ? [2] : [1, 1])
    expect(found.flatMap(({ members }) => members)).toEqual([1, 2])
  })

  test('says what else there is, when one call opened unlike things', () => {
    const traces = [[dependencyFrame('cron'), projectFrame('start')]]
    const timeOut = { call: 'setTimeout', delay: 5000 }
    const interval = { call: 'setInterval', delay: 10 }
    const observations = [timeOut, interval, interval].map((facts, id) => observation({ id, facts, traces }))
    const [found] = judge(observations, rules())
    expect(found).toMatchObject({ count: 3, facts: timeOut, unlike: [interval] })
    expect(found && factLines(found, { outcome: 'passed', closed: undefined })).toEqual([
      'timer: setTimeout, due after 5000 ms; setInterval, every 10 ms',
    ])
    expect(judge(observations.slice(1), rules())).toEqual([
      expect.not.objectContaining({ unlike: expect.anything() as unknown }),
    ])
  })

  test('a hundred thousand of them, in a moment', () => {
    const many = Array.from({ length: 100_000 }, (_, id) => observation({ id }))
    expect(judge(many, rules())).toMatchObject([{ count: 100_000 }])
  })

  test('without any line, the same thing', () => {
    const without = (id: number, fd: number): ReturnType<typeof observation> =>
      observation({ id, type: 'file-descriptor', traces: [], facts: { fd } })

    expect(judge([without(1, 7), without(2, 8), without(3, 7)], rules()).map(({ count }) => count)).toEqual([
      2, 1,
    ])
  })
})

test('what one listener is told of is one leak, whatever the lines, and no other’s', () => {
  const listener = (): void => undefined
  const left = (event: string, line: number, cause: () => void): Observation =>
    observation({
      type: 'process-listener',
      traces: [[projectFrame('start', line)]],
      facts: { event },
      cause,
    })
  const leaks = judge(
    [left('SIGINT', 1, listener), left('SIGTERM', 2, listener), left('SIGHUP', 3, () => undefined)],
    rules(),
  )
  expect(leaks).toMatchObject([
    { count: 2, facts: { event: 'SIGINT' }, unlike: [{ event: 'SIGTERM' }] },
    { count: 1, facts: { event: 'SIGHUP' } },
  ])
  const owners = [left('SIGINT', 1, listener), { ...left('SIGTERM', 2, listener), ownerId: 2 }]
  expect(judge(owners, rules())).toHaveLength(2)
})

describe('severity', () => {
  const dependencyOnly = [[dependencyFrame('ioredis'), nodeFrame]]

  test.each<[ofType: Severity, thirdParty: Severity, expected: Severity]>([
    ['fail', 'warn', 'warn'],
    ['fail', 'fail', 'fail'],
    ['fail', 'off', 'off'],
    ['warn', 'fail', 'warn'],
    ['off', 'fail', 'off'],
  ])('of a %s type opened by a third party with %s is %s', (ofType, thirdParty, expected) => {
    const found = judge(
      [observation({ traces: dependencyOnly })],
      rules({ severityOf: () => ofType, thirdParty }),
    )

    expect(found.map(({ severity }) => severity)).toEqual(expected === 'off' ? [] : [expected])
  })

  test.each<[Severity, Severity[]]>([
    ['fail', ['fail']],
    ['warn', ['warn']],
    ['off', []],
  ])('of what the project opened is its type’s: %s', (ofType, expected) => {
    const found = judge([observation()], rules({ severityOf: () => ofType, thirdParty: 'off' }))

    expect(found.map(({ severity }) => severity)).toEqual(expected)
  })
})

describe('who opened it', () => {
  test('the project, through a dependency', () => {
    const traces = [[dependencyFrame('pg-pool'), dependencyFrame('pg'), projectFrame('query')]]
    const [found] = judge([observation({ traces })], rules())

    expect(found).toMatchObject({
      severity: 'fail',
      thirdParty: false,
      opener: { name: 'pg-pool', version: '1.2.3' },
      helper: { name: 'pg', version: '1.2.3' },
      packages: ['pg-pool', 'pg'],
    })
  })

  test('help is that of the outermost package with a call to end it', () => {
    const names = ['scheduler', 'ioredis', 'bull', 'tasks']
    const traces = [[...names.map((name) => dependencyFrame(name)), projectFrame('enqueue')]]

    expect(judge([observation({ traces })], rules())).toMatchObject([
      {
        opener: { name: 'scheduler' },
        through: { name: 'tasks' },
        helper: { name: 'bull' },
        packages: names,
      },
    ])
  })

  test('a page that jsdom makes opens nothing of its own accord', () => {
    const dom = dependencyFrame('jsdom')
    const opened = (...frames: Frame[]) => judge([observation({ traces: [frames] })], rules())

    expect(opened(dom, projectFrame('poll'))).toMatchObject([
      { thirdParty: false, opener: undefined, helper: undefined, packages: [] },
    ])
    expect(opened(dom, dependencyFrame('swr'))).toMatchObject([
      { thirdParty: true, opener: { name: 'swr' }, helper: { name: 'swr' } },
    ])
  })

  test('where the project has called the package, the one that opened it later is named', () => {
    const beginnings = [[dependencyFrame('bull'), projectFrame('enqueue')]]
    const traces = [[dependencyFrame('ioredis'), dependencyFrame('bull')]]

    expect(judge([observation({ traces, beginnings })], rules())).toMatchObject([
      { thirdParty: false, opener: { name: 'ioredis' }, helper: { name: 'bull' } },
    ])
  })

  test('a dependency while it was loaded', () => {
    const traces = [[dependencyFrame('metrics'), boundary, projectFrame('require')]]
    const [found] = judge([observation({ traces })], rules())

    expect(found).toMatchObject({
      severity: 'warn',
      thirdParty: true,
      opener: { name: 'metrics', version: '1.2.3' },
      helper: { name: 'metrics', version: '1.2.3' },
    })
  })

  test('a module of the project while it was loaded', () => {
    const traces = [[projectFrame('top level'), boundary, projectFrame('require')]]

    expect(judge([observation({ traces })], rules())).toMatchObject([{ severity: 'fail', thirdParty: false }])
  })

  test('the first trace that leads to the project is shown', () => {
    const traces = [[nodeFrame], [dependencyFrame('fastify')], [nodeFrame, projectFrame('listen', 9)]]

    expect(judge([observation({ traces })], rules())).toMatchObject([{ frames: [projectFrame('listen', 9)] }])
  })

  test('where it was made is said to be that, and only when it is shown', () => {
    const made = [projectFrame('createServer', 3)]
    const listened = [projectFrame('listen', 9)]
    const isMadeHere = (traces: readonly (readonly Frame[])[]): unknown =>
      judge([observation({ traces, made })], rules())[0]?.facts['made']

    expect(isMadeHere([[nodeFrame], made, [nodeFrame]])).toBe(true)
    expect(isMadeHere([listened, made])).toBeUndefined()
  })

  test('Jest itself, when neither a line nor a context says otherwise', () => {
    const traces = [[nodeFrame, jestFrame]]

    expect(judge([observation({ traces, attributed: false })], rules())).toEqual([])
    expect(judge([observation({ traces, attributed: true })], rules())).toMatchObject([
      { severity: 'warn', thirdParty: true, opener: undefined, helper: undefined },
    ])
    expect(judge([observation({ attributed: false })], rules())).toHaveLength(1)
  })
})

test.each([
  ['site', [dependencyFrame('pg'), projectFrame('query')]],
  ['stack', [nodeFrame, dependencyFrame('pg'), projectFrame('query'), jestFrame]],
  ['none', []],
] as const)('trace: %s', (trace, frames) => {
  const traces = [[ownFrame, nodeFrame, dependencyFrame('pg'), projectFrame('query'), jestFrame]]

  expect(judge([observation({ traces })], rules({ trace }))).toMatchObject([{ frames, count: 1 }])
})

test('what a known library leaves for a moment is nobody’s leak', () => {
  const traces = [[dependencyFrame('ioredis', 'Redis.disconnect'), projectFrame('close')]]

  expect(judge([observation({ traces })], rules())).toEqual([])
  expect(judge([observation({ traces, type: 'tcp-socket' })], rules())).toHaveLength(1)
})

test('what lives as long as the process is accepted, and no part of a leak of the same package', () => {
  const trace = [dependencyFrame('metrics'), projectFrame('setUp')]
  const accepted = { by: 'rule', reason: 'for ever', where: 'rules about metrics' } as const
  const leaks = judge(
    [
      observation({ id: 1, type: 'http-agent', traces: [trace] }),
      observation({ id: 2, type: 'tcp-socket', traces: [trace] }),
      observation({ id: 3, type: 'tcp-socket', traces: [trace] }),
    ],
    rules({ processWide: ({ id }) => (id === 3 ? accepted : undefined) }),
  )
  expect(leaks.map(({ accepted: by, members, type }) => [type, members, by])).toEqual([
    ['http-agent', [1, 2], undefined],
    ['tcp-socket', [3], accepted],
  ])
})

test('what may still be over by itself is no leak yet, and takes its parts along', () => {
  const traces = [[dependencyFrame('ws'), projectFrame('start')]]
  const server = observation({ id: 1, type: 'http-server', traces, finite: true })
  const socket = observation({ id: 2, type: 'tcp-socket', traces })
  expect(judge([observation({ finite: true })], rules())).toEqual([])
  expect(judge([server, socket], rules())).toEqual([])
  expect(judge([observation({ finite: true }), observation({ id: 2 })], rules())).toMatchObject([
    { count: 1, members: [2] },
  ])
})

test('a helper that makes one with every call is one leak, and says that one could have served', () => {
  const calledAt = (line: number, reuse?: string) =>
    observation({ id: line, reuse, traces: [[projectFrame('connect'), projectFrame('test', line)]] })
  const couldBeOne = (...observations: ReturnType<typeof calledAt>[]): unknown[] =>
    judge(observations, rules()).map((leak) => leak.couldBeOne)

  expect(couldBeOne(calledAt(5, 'pool'), calledAt(6, 'pool'))).toEqual([true])
  expect(couldBeOne(calledAt(5), calledAt(5))).toEqual([false])
  expect(couldBeOne(calledAt(5), calledAt(6))).toEqual([undefined, undefined])
})

test('what two packages open by themselves, and two places of one, are told apart', () => {
  const opened = (...names: string[]) =>
    observation({ traces: [names.map((fn) => dependencyFrame('metrics', fn))] })
  expect(
    judge([opened('poll', 'start'), opened('flush', 'start'), opened('poll', 'start')], rules()),
  ).toMatchObject([{ count: 2 }, { count: 1 }])
})

test('a client that loses its caller’s line is no third party where a test has called it', () => {
  const traces = [[dependencyFrame('postgres')]]
  const severity = (attributed: boolean): unknown =>
    judge([observation({ traces, attributed })], rules()).map((leak) => [leak.severity, leak.thirdParty])
  expect(severity(true)).toEqual([['fail', true]])
  expect(severity(false)).toEqual([])
})

test('frames that have no line are not shown', () => {
  const { line, column, ...observed } = dependencyFrame('pg')
  const node = { ...nodeFrame, file: 'node:net', line: 1 }
  expect([line, column]).toEqual([1, 1])
  expect(judge([observation({ traces: [[node, observed, projectFrame('query')]] })], rules())).toMatchObject([
    { frames: [projectFrame('query')], chain: [projectFrame('query')], packages: ['pg'] },
  ])
})

describe('its identity across runs', () => {
  const source = 'setInterval(poll, 10)'
  const of = (changes: Partial<Observation> = {}, more: Partial<Rules> = {}): string | undefined =>
    judge([observation(changes)], rules({ sourceLine: () => source, ...more }))[0]?.fingerprint
  const test_ = observation().owner
  const moved = { traces: [[projectFrame('begin', 9)]] }

  test('is that of the code, wherever it stands', () => {
    expect(of(moved)).toBe(of())
    expect(of({}, { relativePath: (file) => file.replace('/app/', 'C:/') })).not.toBe(of())
  })

  test.each<[string, Partial<Observation>, Partial<Rules>]>([
    ['another line of code', {}, { sourceLine: (_, line) => `poll(${String(line)})` }],
    ['a function, where the source cannot be read', {}, { sourceLine: () => undefined }],
    ['another test', { owner: { ...test_, path: ['orders'] } }, {}],
    ['another test file', { owner: { ...test_, file: '/app/b.test.js' } }, {}],
    ['a package that did it by itself', { traces: [[dependencyFrame('metrics')]] }, {}],
    ['nothing that leads to a line', { traces: [[nodeFrame]] }, {}],
  ])('is another for %s', (_, changes, more) => {
    const fingerprint = of(changes, more)
    expect(fingerprint).toMatch(/^[\da-f]{16}$/)
    expect(fingerprint).not.toBe(of())
  })

  test('is that of the whole file where a frame has no place in it', () => {
    const { file, line, ...nowhere } = projectFrame('start')
    expect([file, line]).toEqual(['/app/src/a.js', 1])
    expect(of({ traces: [[nowhere]] })).toBe(of({ traces: [[nodeFrame]] }))
    expect(of({ traces: [[{ ...nowhere, file: '/app/src/a.js' }]] })).toBe(of({ traces: [[nodeFrame]] }))
  })
})

describe('what of the project’s own object opened it', () => {
  test.each<[string, Frame, unknown]>([
    ['an effect', dependencyFrame('react-dom', 'commitHookEffectListMount'), 'hook'],
    ['a provider', dependencyFrame('@nestjs/core', 'Injector.instantiateClass'), 'nest'],
    ['neither', dependencyFrame('ws'), undefined],
  ])('%s', (_, caller, effect) => {
    const traces = [[projectFrame('new Clock'), caller]]
    expect(judge([observation({ traces })], rules())).toMatchObject([{ effect }])
  })
})

test('lines of which one has made what opened it', () => {
  const beginnings = [5, 6].map((line) => [dependencyFrame('bullmq'), projectFrame('start', line)])
  expect(judge([observation({ traces: [[dependencyFrame('bullmq')]], beginnings })], rules())).toMatchObject([
    { likelyLines: ['/app/src/a.js:5', '/app/src/a.js:6'] },
  ])
})
