import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Report } from '../../../src/report/model/model'
import { schemaErrors } from '../../report/support/validate'
import { createFixture, type Fixture, runJest } from '../support/run/run-jest'

const leaking = `
  describe('orders', () => {
    test('leaks', () => { setInterval(() => {}, 60_000) })
    test('clean', () => {})
  })`
const clean = `test('clean', () => {})`
const leaksInFile = `
  beforeAll(() => { setInterval(() => {}, 60_000) })
  test('first', () => {})
  describe('block', () => { test.skip('second', () => {}) })`
const crashing = `throw new Error('no such thing')`
const killed = `test('dies', () => { process.kill(process.pid, 'SIGKILL') })`

const reporters = (options: object) => ({
  preset: 'jest-leakguard',
  reporters: ['default', ['jest-leakguard/reporter', options]],
})

async function readReport(fixture: Fixture, file = 'leak-report/leaks.json'): Promise<Report> {
  const document: unknown = JSON.parse(await fixture.read(file))
  expect(schemaErrors(document)).toEqual([])
  return document as Report
}

const states = ({ files }: Report) => files.map(({ file, state, leaks }) => [file, state, leaks.length])

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  const files = { 'a.test.js': leaking, 'b.test.js': clean, 'c.test.js': crashing, 'd.test.js': leaksInFile }

  test.each([
    ['in band', ['-i']],
    ['workers', ['-w', '2']],
    ['worker threads', ['-w', '2', '--workerThreads']],
  ])('the report is complete: %s', async (_mode, args) => {
    const fixture = await createFixture({ jest, files, config: reporters({ output: 'leak-report' }) })
    const run = await fixture.run({ args })
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('Leaks:       2 failed\nReport:      leak-report/leaks.json\n')
    const report = await readReport(fixture)
    expect(states(report)).toEqual([
      ['a.test.js', 'judged', 1],
      ['b.test.js', 'judged', 0],
      ['c.test.js', 'crashed', 0],
      ['d.test.js', 'judged', 1],
    ])
    expect(report.totals).toMatchObject({ tests: { passed: 3, failed: 1, skipped: 1 }, leaks: { new: 2 } })
    expect(report.files[0]?.leaks[0]).toMatchObject({
      type: 'timer',
      status: 'new',
      owner: { kind: 'test', path: ['orders', 'leaks'] },
      site: { file: 'a.test.js', line: 3 },
      frames: [expect.stringContaining('a.test.js:3:')],
      closed: 'cleared',
    })
    expect(report.files[0]?.leaks[0]?.help).toContain('clearInterval')
    expect(JSON.stringify(report)).not.toContain(fixture.root)
  })

  test('a killed worker loses its own file only', async () => {
    const fixture = await createFixture({
      jest,
      files: { 'a.test.js': leaking, 'killed.test.js': killed, 'b.test.js': leaking },
      config: reporters({ output: 'leak-report' }),
    })
    await fixture.run({ args: ['-w', '2'] })
    const report = await readReport(fixture)
    expect(states(report)).toEqual([
      ['a.test.js', 'judged', 1],
      ['b.test.js', 'judged', 1],
      ['killed.test.js', 'crashed', 0],
    ])
    expect(report.files[2]?.problem).toMatch(/SIGKILL/)
  })

  test('--bail says what did not run', async () => {
    const fixture = await createFixture({
      jest,
      files: { 'a.test.js': `${leaking}\n// ${'-'.repeat(2000)}`, 'b.test.js': clean, 'c.test.js': clean },
      config: reporters({ output: 'leak-report' }),
    })
    const run = await fixture.run({ args: ['-i', '--bail'] })
    expect(run.code).toBe(1)
    const report = await readReport(fixture)
    expect(states(report)).toEqual([['a.test.js', 'judged', 1]])
    expect(report.runs[0]).toMatchObject({ partial: ['a run that ended early'], notRun: 2 })
  })

  test('projects keep their names, and their paths count from the root', async () => {
    const project = (name: string) => ({
      displayName: name,
      preset: 'jest-leakguard',
      rootDir: `<rootDir>/${name}`,
    })
    const fixture = await createFixture({
      jest,
      files: { 'api/a.test.js': leaking, 'web/a.test.js': clean },
      config: { ...reporters({ output: 'leak-report' }), projects: [project('api'), project('web')] },
    })
    await fixture.run()
    const report = await readReport(fixture)
    expect(report.files.map(({ file, project }) => [project, file])).toEqual([
      ['api', 'api/a.test.js'],
      ['web', 'web/a.test.js'],
    ])
    expect(report.files[0]?.leaks[0]?.site?.file).toBe('api/a.test.js')
  })

  test('what leaked for the whole file is listed beside its tests', async () => {
    const run = await runJest({ jest, files: { 'd.test.js': leaksInFile }, args: ['--verbose'] })
    expect(run.stderr).toContain('  ✓ first\n  ✕ this file leaves nothing open\n  block\n')
    expect(run.stderr).not.toContain('failed to run')
  })
})

test('a clean run is quiet, and writes nothing that nobody asked for', async () => {
  const fixture = await createFixture({ files: { 'b.test.js': clean } })
  const run = await fixture.run()
  expect(run.code).toBe(0)
  expect(run.stderr).not.toMatch(/Leaks|Report|leakguard/)
  expect(existsSync(path.join(fixture.root, 'leak-report'))).toBe(false)
})

test('in CI the report is kept, also of a clean run, and `output: false` keeps none', async () => {
  const fixture = await createFixture({ files: { 'b.test.js': clean } })
  const run = await fixture.run({ args: ['--ci'] })
  expect(run.stderr).not.toMatch(/Leaks|Report|leakguard/)
  expect(states(await readReport(fixture))).toEqual([['b.test.js', 'judged', 0]])

  const none = await createFixture({ files: { 'b.test.js': clean }, config: reporters({ output: false }) })
  await none.run({ args: ['--ci'] })
  expect(existsSync(path.join(none.root, 'leak-report'))).toBe(false)
})

test('within GitHub Actions: what failed is annotated once, and there is a summary of the job', async () => {
  const fixture = await createFixture({
    files: { 'a.test.js': leaking, 'd.test.js': leaksInFile },
    config: { preset: 'jest-leakguard', reporters: ['default', 'github-actions', 'jest-leakguard/reporter'] },
  })
  const summary = path.join(fixture.root, 'summary.md')
  const run = await fixture.run({ env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } })
  const own = run.stderr.split('\n').filter((line) => line.includes('title=Leak%3A'))
  // Whatever leaked, a test has failed for it, and Jest annotates failed tests.
  expect(own).toEqual([])
  expect(run.output).toMatch(/^::error file=\S*d\.test\.js,line=2,title=this file leaves nothing open/m)
  expect(await readFile(summary, 'utf8')).toContain('## Leaks: 2 failed')
})

test('every format is written', async () => {
  const formats = ['json', 'html', 'markdown', 'sarif', 'junit', 'ctrf', 'gitlab']
  const fixture = await createFixture({
    files: { 'a.test.js': leaking },
    config: reporters({ formats, output: 'out' }),
  })
  const run = await fixture.run()
  expect(run.stderr).toContain(
    'Report:      out/leaks.json, out/leaks.html, out/leaks.md, out/leaks.sarif, out/leaks.junit.xml, out/leaks.ctrf.json, ' +
      'out/leaks.gitlab.json',
  )
  expect(await fixture.read('out/leaks.sarif')).toContain('"ruleId": "timer"')
})

test('a report that cannot be written is one line, and changes no verdict', async () => {
  const fixture = await createFixture({
    files: { 'a.test.js': leaking },
    config: reporters({ output: 'taken' }),
  })
  await writeFile(path.join(fixture.root, 'taken'), 'a file')
  const run = await fixture.run()
  expect(run).toMatchObject({ code: 1, json: { numFailedTests: 1, numPassedTests: 1 } })
  expect(run.stderr.match(/^jest-leakguard: .*$/gm)).toEqual([
    'jest-leakguard: cannot write taken/leaks.json: EEXIST: file already exists',
  ])
})

test('failOn: a warning can fail the run', async () => {
  const warned = (failOn: string) => ({
    ...reporters({ failOn }),
    testEnvironmentOptions: { leakguard: { types: { '*': 'warn' } } },
  })
  const fixture = await createFixture({ files: { 'a.test.js': leaking }, config: warned('warned') })
  expect(await fixture.run({ args: ['--forceExit'] })).toMatchObject({ code: 1, json: { numFailedTests: 0 } })
  await fixture.write({ 'jest.config.js': `module.exports = ${JSON.stringify(warned('late'))}` })
  expect(await fixture.run({ args: ['--forceExit'] })).toMatchObject({ code: 0 })
})

test('options that are not valid end the run with what is wrong', async () => {
  const run = await runJest({ files: { 'a.test.js': clean }, config: reporters({ format: ['html'] }) })
  expect(run.code).toBe(1)
  expect(run.output).toContain('options.format: unknown option; did you mean "formats"?')
})
