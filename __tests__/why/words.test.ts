import { headline, help, rows, what } from '../../src/why/words'
import { frame, item } from './support/items'

test('names the thing, who opened it and what nobody did', () => {
  expect(headline(item(), 'globalSetup')).toBe(
    'an HTTP server, opened by globalSetup: it was told to listen here and never closed',
  )
})

test('the plural goes by the count', () => {
  const children = item({ type: 'child-process', facts: { pid: 7, command: 'redis-server' }, count: 2 })
  expect(what(children)).toBe('2 child processes')
  expect(headline(children, 'reporter')).toBe(
    '2 child processes, opened by a reporter: they were spawned here and are still running',
  )
})

test('an unknown owner is not mentioned', () => {
  expect(headline(item(), undefined)).toBe('an HTTP server: it was told to listen here and never closed')
})

test('without a line there is no "here"', () => {
  expect(headline(item({ frames: [], files: [] }), undefined)).toBe(
    'an HTTP server: it was told to listen and never closed',
  )
})

test('a package is named when no line of the project led to it', () => {
  const frames = [frame('/project/node_modules/mongo-memory/index.js', 9)]
  expect(headline(item({ frames }), undefined)).toBe(
    'an HTTP server: it was told to listen by mongo-memory here and never closed',
  )
})

test('operations that do not end have words as well', () => {
  expect(headline(item({ type: 'file-operation', facts: {} }), 'globalTeardown')).toBe(
    'a file operation, opened by globalTeardown: it was begun here and did not end',
  )
})

test.each([
  ['globalSetup', 'in `globalTeardown`'],
  ['globalTeardown', 'before `globalTeardown` returns'],
  ['reporter', "in the reporter's `onRunComplete`"],
  ['test file', 'in `afterAll`'],
  [undefined, 'before Jest is done, for example in `globalTeardown`'],
] as const)('what %s opened is closed %s', (role, place) => {
  expect(help(item(), role)).toBe(`\`await new Promise((done) => server.close(done))\` ${place}`)
})

test('the rows say where it listens, in which state it is and what was done', () => {
  expect(rows(item(), 'globalSetup', [])).toEqual([
    ['server', 'listening on 127.0.0.1:4000'],
    ['help', '`await new Promise((done) => server.close(done))` in `globalTeardown`'],
  ])
  const child = item({ type: 'child-process', facts: { pid: 7, command: 'redis-server' }, closing: true })
  expect(rows(child, undefined, [7])).toEqual([
    ['process', 'pid 7, `redis-server`'],
    ['state', 'its close has begun, but does not end'],
    ['help', expect.stringContaining('`child.kill()`')],
    ['closed', 'ended together with Jest'],
  ])
  expect(rows(child, undefined, [8])).toHaveLength(3)
})
