import { noteListen, traceOfListen } from '../../../src/resources/channels/listens'
import { noTrace } from '../../../src/resources/trace/trace'

const trace = { stack: 'Error\n    at listen (/app/server.js:3:8)' }

test('a handle that the call itself makes has its stack, and the next one has none', () => {
  noteListen({ port: 0 }, trace)
  expect(traceOfListen()).toBe(trace)
  expect(traceOfListen()).toBeUndefined()
})

test('so has the handle of a unix socket', () => {
  noteListen({ path: '/tmp/app.sock' }, trace)
  expect(traceOfListen()).toBe(trace)
})

test('a handle that is made after its host was looked up is told by what is known of its server', () => {
  noteListen({ port: 0, host: 'localhost' }, trace)
  noteListen({ port: 0 }, trace)
  expect(traceOfListen()).toBe(trace)
  expect(traceOfListen()).toBe(noTrace)
  expect(traceOfListen()).toBeUndefined()
})

test('a call that takes a handle over makes none', () => {
  noteListen({ port: 0 }, trace)
  noteListen({}, trace)
  expect(traceOfListen()).toBeUndefined()
})
