import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { environmentPath } from '../../config/package-paths'
import { plainLine } from '../../report/plain-text'
import type { JestBinary } from '../../why/processes/jest-binary'
import type { Check } from './check'
import { runJest } from './show-config'

const test = `
test('leaks', async () => {
  await null
  setInterval(() => undefined, 60_000)
})
test('clean', () => {
  clearInterval(setInterval(() => undefined, 60_000))
})
`

/** A test that leaks must fail, and one beside it must not: with this Jest, this Node and what they are started with. */
export async function canaryCheck(jest: JestBinary, cwd: string): Promise<Check> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-doctor-'))
  try {
    writeFileSync(join(directory, 'canary.test.js'), test)
    const config = {
      rootDir: directory,
      testEnvironment: environmentPath,
      transform: {},
      reporters: ['default'],
    }
    const args = [
      '--config',
      JSON.stringify(config),
      '--json',
      '--no-cache',
      '--no-watchman',
      '--ci',
      '--runInBand',
      '--forceExit',
    ]
    const { stdout, stderr } = await runJest(jest, args, cwd)
    const seen = resultsIn(stdout)
    if (seen.leaks === 'failed' && seen.clean === 'passed')
      return {
        name: 'canary',
        state: 'ok',
        text: 'a test that leaks fails, and a clean one beside it passes',
      }
    const said = stderr.split('\n').find((line) => line.includes('jest-leakguard')) ?? ''
    return {
      name: 'canary',
      state: 'fail',
      text: `a test that leaks has ${seen.leaks ?? 'not run'}, and a clean one beside it has ${seen.clean ?? 'not run'}`,
      fix: plainLine(said.trim()) || 'look at NODE_OPTIONS and at what is loaded before Jest',
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function resultsIn(stdout: string): Record<string, string> {
  try {
    const { testResults } = JSON.parse(stdout) as {
      testResults: { assertionResults: { title: string; status: string }[] }[]
    }
    return Object.fromEntries(
      testResults.flatMap(({ assertionResults }) =>
        assertionResults.map(({ title, status }) => [title, status]),
      ),
    )
  } catch {
    return {}
  }
}
