import { parseListing, resourcesOf } from '../../src/why/answer'
import type { Opened } from '../../src/why/opened'

const opened = (...providers: readonly string[]): Opened[] =>
  providers.map((provider) => ({ provider, target: new WeakRef({}), trace: {}, origins: [] }))

test('reads the types that why-is-node-running prints, in their order', () => {
  expect(
    parseListing([
      'There are 2 handle(s) keeping the process running.',
      '',
      '# TCPSERVERWRAP',
      'setup.js:5 - globalThis.server.listen(0) // # not a heading',
      '',
      '# Timeout',
      '(unknown stack trace)',
    ]),
  ).toEqual(['TCPSERVERWRAP', 'Timeout'])
})

test('lays both lists side by side', () => {
  const resources = opened('PIPEWRAP', 'Timeout', 'TCPSERVERWRAP')
  expect(resourcesOf(['PIPEWRAP', 'Timeout', 'TCPSERVERWRAP'], resources)).toEqual(resources)
})

test('what only we know is left out', () => {
  const [first, , third] = opened('Timeout', 'TickObject', 'Timeout')
  expect(resourcesOf(['Timeout', 'Timeout'], [first, ...opened('TickObject'), third] as Opened[])).toEqual([
    first,
    third,
  ])
})

test('what only why-is-node-running knows is left out, and the rest still found', () => {
  const resources = opened('Timeout', 'TCPSERVERWRAP')
  expect(resourcesOf(['PIPEWRAP', 'Timeout', 'FSREQCALLBACK', 'TCPSERVERWRAP'], resources)).toEqual(resources)
})

test('of several alike, those that were made last are meant', () => {
  const [early, late] = opened('Timeout', 'Timeout')
  expect(resourcesOf(['Timeout'], [early, late] as Opened[])[0]).toBe(late)
})
