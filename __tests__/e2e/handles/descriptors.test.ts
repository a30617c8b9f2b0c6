import { onlyIf } from '../../support/only-if'
import { fileCheck } from '../../../src/wording/own-checks'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { type FixtureOptions, runJest } from '../support/run/run-jest'

/** Keeps what Node's functions were before anybody observed them: what a native add-on opens is as unseen. */
const preload = `
  const fs = require('node:fs')
  const { openSync, closeSync } = fs
  fs.unobserved = { openSync, closeSync }`

const files = {
  'preload.cjs': preload,
  'data.txt': 'x',
  'leaks.test.js': `
    const fs = require('node:fs')
    test('reads it', () => {
      fs.readFileSync(__dirname + '/data.txt')
    })
    test('leaks', () => {
      fs.unobserved.openSync(__dirname + '/data.txt')
    })`,
  'clean.test.js': `
    const fs = require('node:fs')
    test('closes', () => {
      fs.unobserved.closeSync(fs.unobserved.openSync(__dirname + '/data.txt'))
    })
    test('is closed by another', () => {
      const fd = fs.unobserved.openSync(__dirname + '/data.txt')
      setTimeout(() => fs.unobserved.closeSync(fd), 20).unref()
    })`,
}

// Only Linux lists what each descriptor of a process points to.
const { describe: onLinux } = onlyIf(process.platform === 'linux', 'only Linux lists descriptors')

onLinux.each(['30', '29'] as const)('Jest %s: a file that no resource explains', (jest) => {
  const run = (config?: FixtureOptions['config']) =>
    runJest({
      jest,
      files,
      args: ['-i'],
      env: { NODE_OPTIONS: '--require ./preload.cjs' },
      ...(config === undefined ? {} : { config }),
    })

  test('is one warning that names it', async () => {
    const { code, stderr } = await run()
    expect(stderr.match(/^.* × .*$/gm)).toEqual([
      '             1 × file-descriptor, opened by no line of the project (data.txt) for leaks.test.js',
    ])
    expect(stderr).toContain('Leaks:       1 warned\n')
    expect(code).toBe(0)
  })

  test('is that of a thread, where one was left', async () => {
    const left = `
      const { Worker } = require('node:worker_threads')
      const { once } = require('node:events')
      const fs = require('node:fs')
      test('leaves a thread', async () => {
        await once(new Worker('setInterval(() => {}, 60_000)', { eval: true }), 'online')
        fs.unobserved.openSync(__dirname + '/data.txt')
      })`
    const { output } = await runJest({
      jest,
      files: { ...files, 'leaks.test.js': left },
      args: ['-i'],
      env: { NODE_OPTIONS: '--require ./preload.cjs' },
    })
    expect(reportedLeaks(output)).toMatchObject([{ owner: 'leaves a thread' }])
    expect(output).toContain('Leaks:       1 failed\n')
  })

  test('fails the file where third parties must not leak', async () => {
    const leakguard = { thirdParty: 'fail' }
    const { code, output } = await run({
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard },
    })
    expect(reportedLeaks(output)).toMatchObject([
      {
        owner: fileCheck,
        headline: 'this file leaked a file descriptor: it was opened and never closed',
        rows: { file: '<root>/data.txt' },
        opened: undefined,
      },
    ])
    expect(code).toBe(1)
  })
})
