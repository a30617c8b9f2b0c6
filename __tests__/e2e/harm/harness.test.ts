import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { createFixture, nodeLines, runJest } from '../support/run/run-jest'

const plain = { testEnvironment: 'node' }
const files = {
  'src/sum.js': 'module.exports = (a, b) => a + b\n',
  'sum.test.js': [
    "const sum = require('./src/sum')",
    "describe('sums', () => {",
    "  test('adds', () => expect(sum(1, 2)).toBe(3))",
    "  test('is wrong', () => {",
    '    expect(sum(1, 2)).toBe(4)',
    '  })',
    '})',
    '',
  ].join('\n'),
}

describe.each(['30', '29', 'pnpm30', 'pnpm29'] as const)('Jest %s', (jest) => {
  test('reports a passing and a failing test', async () => {
    const run = await runJest({ files, config: plain, jest })

    expect(run).toMatchObject({ code: 1, signal: null, timedOut: false, leftProcesses: false })
    expect(run.json).toMatchObject({ numPassedTests: 1, numFailedTests: 1 })
    expect(run.test('sums › adds').status).toBe('passed')
    expect(run.test('is wrong').status).toBe('failed')
    expect(run.messageOf('adds')).toBe('')
    expect(run.messageOf('is wrong')).toContain('> 5 |     expect(sum(1, 2)).toBe(4)')
    expect(run.messageOf('is wrong')).toContain('at Object.toBe (sum.test.js:5:23)')
    expect(run.fileMessage('sum.test.js')).toContain(run.messageOf('is wrong'))
    expect(run.output).toMatch(/^Tests: +1 failed, 1 passed, 2 total$/m)
    expect(run.output).toMatch(/^Time: +<time>$/m)
  })

  test('runs the major version it is called by', async () => {
    const source = "test('version', () => { throw new Error(require('jest/package.json').version) })"
    const run = await runJest({ files: { 'version.test.js': source }, config: plain, jest })

    expect(run.messageOf('version')).toContain(jest.endsWith('30') ? '30.5.2' : '29.7.0')
  })

  test('loads this package through its public entry points', async () => {
    const source = "test('entry point', () => { require('jest-leakguard') })"
    const run = await runJest({ files: { 'entry.test.js': source }, jest })

    expect(run.output).toContain('1 passed, 1 total')
    expect(run.code).toBe(0)
  })
})

test.each(nodeLines)('runs on Node %s', async (node) => {
  const source = "test('version', () => { throw new Error(process.version) })"
  const run = await runJest({ files: { 'version.test.js': source }, config: plain, node })

  expect(run.messageOf('version')).toContain(`\n    v${node}.`)
})

test('kills a run that hangs, with everything it started', async () => {
  const heartbeat = "setInterval(() => require('node:fs').appendFileSync('heartbeat', '.'), 20)"
  const source = `
    test('hangs', async () => {
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(heartbeat)}])
      await new Promise(() => {})
    }, 100_000)`
  const fixture = await createFixture({ files: { 'hang.test.js': source }, config: plain })
  const run = await fixture.run({ timeout: 4_000 })

  expect(run).toMatchObject({ code: null, signal: 'SIGKILL', timedOut: true })
  expect(() => run.json).toThrow('Jest wrote no results')
  const beats = await fixture.read('heartbeat')
  await setTimeout(300)
  expect(await fixture.read('heartbeat')).toBe(beats)
})

test('says when processes outlived the run', async () => {
  const source = `
    test('leaves a process', () => {
      const options = { stdio: 'ignore' }
      require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options).unref()
    })`
  const run = await runJest({ files: { 'left.test.js': source }, config: plain })

  expect(run).toMatchObject({ code: 0, leftProcesses: true })
})

test('passes arguments and variables, and inherits none of the outer Jest', async () => {
  const source = `
    test('environment', () => {
      const inherited = ['NODE_OPTIONS', 'CI', 'FORCE_COLOR', 'LEAKGUARD_E2E_PREPARED'].filter((name) => name in process.env)
      expect([process.env.GIVEN, ...inherited]).toEqual(['value'])
    })
    test('not selected', () => { throw new Error('ran') })`
  const run = await runJest({
    files: { 'environment.test.js': source },
    config: plain,
    args: ['-t', 'environment'],
    env: { GIVEN: 'value' },
  })

  expect(run.json).toMatchObject({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 1 })
})

test('keeps fixtures out of node_modules and of the repository', async () => {
  const fixture = await createFixture({ files, config: plain })

  expect(existsSync(`${fixture.root}/sum.test.js`)).toBe(true)
  expect(fixture.root).not.toMatch(/node_modules|jest/)
  expect(fixture.root.startsWith(process.cwd())).toBe(false)
})
