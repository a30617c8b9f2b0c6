// Runs the tests of leaking/no-reset without and with this package, and prints how many sessions the server counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const jest = require.resolve('jest/bin/jest')
const { preset, ...plain } = require('./jest.config.js')

function measure(config) {
  const directory = mkdtempSync(join(tmpdir(), 'connections-'))
  const file = join(directory, 'counts')
  try {
    const settings = JSON.stringify({ ...config, rootDir: import.meta.dirname })
    const { stderr } = spawnSync(
      process.execPath,
      [jest, './leaking/no-reset', '--config', settings, '--runInBand', '--forceExit', '--no-watchman'],
      { cwd: import.meta.dirname, encoding: 'utf8', env: { ...process.env, CONNECTIONS: file } },
    )
    const counts = readFileSync(file, 'utf8').trim().split('\n')
    if (counts.length !== 4) throw new Error(`the tests did not run:\n${stderr}`)
    return counts
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const [without, withPackage] = [measure(plain), measure({ preset, ...plain })]
console.log('sessions at the server  without  with jest-leakguard')
for (const [index, when] of ['initial', 'after test 1', 'after test 2', 'after test 3'].entries())
  console.log(`${when.padEnd(22)}  ${without[index].padStart(7)}  ${withPackage[index].padStart(19)}`)
