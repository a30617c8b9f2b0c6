import { createRequire } from 'node:module'
import { cp } from 'node:fs/promises'
import path from 'node:path'

import { createFixture } from '../support/run/run-jest'

const leaking = `
  test('leaks', () => {
    setInterval(() => {}, 1000)
  })
  test('is clean', () => {})`

test('two copies of the package each see to their own files, and nothing is said of the option `runtime`', async () => {
  const fixture = await createFixture({
    files: { 'one/a.test.js': leaking, 'other/b.test.js': leaking },
    config: {
      projects: ['one', 'other'].map((name) => ({ rootDir: `<rootDir>/${name}`, preset: 'jest-leakguard' })),
      reporters: ['default', 'jest-leakguard/reporter'],
    },
  })
  const { resolve } = createRequire(path.join(fixture.root, 'index.js'))
  const installed = path.dirname(resolve('jest-leakguard/package.json'))
  await cp(installed, path.join(fixture.root, 'other/node_modules/jest-leakguard'), { recursive: true })
  const run = await fixture.run({ args: ['-i'] })

  for (const file of ['one/a.test.js', 'other/b.test.js']) {
    expect(run.fileMessage(file).match(/LeakError: .*$/gm)).toEqual([
      'LeakError: this test leaked a timer: it was started here and never cleared',
    ])
  }
  expect(run.json).toMatchObject({ numFailedTests: 2, numPassedTests: 2 })
  expect(run.stderr).not.toContain('jest-leakguard: ')
})
