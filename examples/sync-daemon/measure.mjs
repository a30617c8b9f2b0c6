// Runs the sixteen tests of many-calls in both suites under plain Jest, and prints what each holds in the end.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
const { transform } = createRequire(import.meta.url)('./jest.config.js')

/** What is open stays open until the last test: no leak detection, which would close it. */
function measure(suite) {
  const directory = mkdtempSync(join(tmpdir(), 'sync-figures-'))
  const file = join(directory, 'figures')
  try {
    const config = JSON.stringify({ rootDir: import.meta.dirname, transform })
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, `./${suite}/many-calls`, '--config', config, '--runInBand', '--forceExit', '--no-watchman'],
      { cwd: import.meta.dirname, encoding: 'utf8', env: { ...process.env, SYNC_FIGURES: file } },
    )
    if (status !== 0) throw new Error(`the tests of ${suite}/ failed:\n${stderr}`)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const rows = [
  ['leaking', measure('leaking')],
  ['clean', measure('clean')],
]
console.log('16 tests x 5 calls         sessions  engines  descriptors  RSS')
for (const [suite, { sessions, engines, descriptors, rssMb }] of rows) {
  const cells = [String(sessions).padStart(8), String(engines).padStart(7), String(descriptors).padStart(11)]
  console.log(`${suite.padEnd(25)}  ${cells.join('  ')}  +${rssMb} MB`)
}
