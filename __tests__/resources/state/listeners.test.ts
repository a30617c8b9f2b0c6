import { watchProcessListeners } from '../../../src/resources/state/listeners'

const watched = watchProcessListeners({ process } as never)

test.each([
  ['the event', "process.on('exit', stop)", true],
  ['the event, once', 'process.once("exit", stop)', true],
  ['an event that is computed', 'process.on(event, stop)', true],
  ['an event of several', 'process.on(`${name}`, stop)', true],
  ['another event', "process.on('SIGTERM', stop)", false],
  ['another event on a line of its own', "process.on(\n  'SIGTERM', stop)", false],
  ['another emitter', "server.on('exit', stop)", false],
])('what may have added a listener for `exit`: %s', (_name, code, expected) => {
  expect(watched.sources('exit').some((pattern) => pattern.test(code))).toBe(expected)
})
