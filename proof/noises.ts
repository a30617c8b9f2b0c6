import type { Noise } from './model'

interface NoiseText {
  readonly lines: readonly string[]
  /** Cannot stand in a synchronous test. */
  readonly waits?: true
  /** Looks at what is one for all tests of a file, which run at the same time when they are concurrent. */
  readonly alone?: true
}

const texts: Readonly<Record<Noise, NoiseText>> = {
  console: { lines: ["console.log('said', { by: [1, 'two'] })", "console.warn(new Error('told').message)"] },
  snapshot: { lines: ["expect({ kept: [1, 2], name: 'x' }).toMatchSnapshot()"], alone: true },
  'fake timers': {
    lines: [
      'jest.useFakeTimers()',
      'const late = jest.fn()',
      'setTimeout(late, 60_000)',
      'setInterval(late, 60_000)',
      'jest.advanceTimersByTime(60_000)',
      'expect(late).toHaveBeenCalledTimes(2)',
      'jest.useRealTimers()',
    ],
    alone: true,
  },
  'module mock': {
    lines: [
      "jest.doMock('./service.cjs', () => ({ answer: () => 'mocked' }))",
      'jest.resetModules()',
      "expect(require('./service.cjs').answer()).toBe('mocked')",
      "jest.dontMock('./service.cjs')",
    ],
    alone: true,
  },
  'reset modules': {
    lines: ['jest.resetModules()', "expect(require('./service.cjs').answer()).toBe('answered')"],
    alone: true,
  },
  'isolated modules': {
    lines: ["jest.isolateModules(() => expect(require('./service.cjs').answer()).toBe('answered'))"],
    alone: true,
  },
  'custom matcher': {
    lines: [
      "expect.extend({ toBePlanted: (value) => ({ pass: value === 'planted', message: () => 'not planted' }) })",
      "expect('planted').toBePlanted()",
    ],
  },
  spy: {
    lines: [
      "const spy = jest.spyOn(Math, 'max').mockReturnValue(7)",
      'expect(Math.max(1, 2)).toBe(7)',
      'spy.mockRestore()',
    ],
    alone: true,
  },
  'promise without end': { lines: ['void new Promise(() => {})'] },
  'global agent': { lines: ['await kit.requested()'], waits: true },
  fetch: {
    lines: ["await (await fetch('http://127.0.0.1:' + kit.ports.http)).text()"],
    waits: true,
  },
  'child that ends': { lines: ["await once(childProcess.spawn('true'), 'exit')"], waits: true },
  assertions: { lines: ['expect.hasAssertions()', 'expect(1 + 1).toBe(2)'], alone: true },
}

export const noiseText = (noise: Noise): NoiseText => texts[noise]
