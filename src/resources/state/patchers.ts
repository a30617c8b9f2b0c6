/** A call of a package that changes state on purpose, and the one that puts it back. */
export interface Patcher {
  readonly pattern: RegExp
  readonly restore: string
}

const clock = /^(?:Date|timers)$/
const requests = /^(?:fetch|XMLHttpRequest|WebSocket|https?\.|ClientRequest\.)/

const patchers: readonly (readonly [keys: RegExp, pattern: RegExp, restore: string])[] = [
  [clock, /\bMockDate\.set\(/i, 'MockDate.reset()'],
  [clock, /\b(?:timekeeper|tk)\.(?:freeze|travel)\(/, 'timekeeper.reset()'],
  [clock, /\b(?:sinon|sandbox)\.useFakeTimers\(/, 'clock.restore()'],
  [clock, /\b\w*timers\.install\(/i, 'clock.uninstall()'],
  [requests, /\benableFetchMocks\(|\bfetchMock\.enableMocks\(/, 'fetchMock.disableMocks()'],
  [requests, /\bfetchMock\.mockGlobal\(/, 'fetchMock.unmockGlobal()'],
  [requests, /\bfetchMock\.(?:any|get|mock|once|post)\(/, 'fetchMock.restore()'],
  [requests, /\bserver\.listen\(\s*(?:\)|\{\s*onUnhandledRequest)/, 'server.close()'],
  [requests, /\bnock(?:\.\w+)?\(/, 'nock.restore()'],
]

/** What may have changed `key`, by a call in the test or block itself. */
export function patchersOf(key: string): readonly Patcher[] {
  const member = /^(?:.*\.)?(\w+)\.(\w+)$/.exec(key)
  return [
    ...patchers.flatMap(([keys, pattern, restore]) => (keys.test(key) ? [{ pattern, restore }] : [])),
    ...(member === null
      ? []
      : [
          {
            pattern: new RegExp(
              String.raw`\b(?:sinon|sandbox)\.(?:replace|spy|stub)\(\s*(?:\w+\.)*${member[1] ?? ''}\s*,\s*['"\x60]${member[2] ?? ''}['"\x60]`,
            ),
            restore: 'sinon.restore()',
          },
        ]),
  ]
}
