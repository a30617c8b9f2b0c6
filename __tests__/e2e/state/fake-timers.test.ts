import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const config = { preset: 'jest-leakguard/strict' }

/** A test that spies on a fake timer, after one that does not. */
const spying = (cleanUp: string): string => `
  describe('store', () => {
    beforeEach(() => {
      jest.useFakeTimers() // installed
    })
    afterEach(() => { ${cleanUp} })
    test('counts', () => {})
    test('expires', () => {
      jest.spyOn(globalThis, 'setTimeout')
      setTimeout(() => {}, 60_000)
      expect(setTimeout).toHaveBeenCalledTimes(1)
    })
    test('counts again', () => {})
  })`

describe.each(['30', '29'] as const)('a spy on a fake timer, Jest %s', (jest) => {
  let late: JestRun
  let inTime: JestRun
  beforeAll(async () => {
    const leaking = spying('jest.useRealTimers(); jest.restoreAllMocks()')
    const clean = spying('jest.restoreAllMocks(); jest.useRealTimers()')
    late = await runJest({ files: { 'a.test.js': leaking }, config, jest })
    inTime = await runJest({ files: { 'a.test.js': clean }, config, jest })
  })

  test('puts the fake one back when it is restored after real timers: once, whatever other tests did', () => {
    expect(late.stderr).toContain(
      'store: this describe block left a fake `setTimeout`: it was installed here and put back after `jest.useRealTimers()`, by a spy that was restored',
    )
    expect(late.stderr).toContain('help:    restore spies on timers first, then call `jest.useRealTimers()`')
    expect(late.stderr).toMatch(/> 4 \|.*\/\/ installed/)
    expect(late.stderr).not.toContain('sets of fake timers')
  })

  test('that is restored before them leaves nothing', () => {
    expect(inTime.output).not.toContain('left ')
    expect(inTime.code).toBe(0)
  })
})

test('a spy on a real timer is no fake timer', async () => {
  const source = `
    test('fakes them', () => { jest.useFakeTimers(); jest.useRealTimers() })
    test('spies', () => { jest.spyOn(globalThis, 'setTimeout'); setTimeout(() => {}, 0) })`
  const run = await runJest({ files: { 'a.test.js': source }, config: { ...config, restoreMocks: true } })
  expect(run.output).not.toContain('left ')
  expect(run.code).toBe(0)
})

test.each(['30', '29'] as const)('legacy ones that stay on fail their test, Jest %s', async (jest) => {
  const source = `
    test('leaves them on', () => { jest.useFakeTimers({ legacyFakeTimers: true }) })
    test('has them on too', () => { jest.useFakeTimers({ legacyFakeTimers: true }) })
    test('switches them off', () => { jest.useFakeTimers({ legacyFakeTimers: true }); jest.useRealTimers() })`
  const run = await runJest({ files: { 'a.test.js': source }, config, jest })
  expect(run.messageOf('leaves them on')).toContain('left `jest.useFakeTimers()` on')
  expect(run.test('switches them off').status).toBe('passed')
})
