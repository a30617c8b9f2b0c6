import { closeSync, openSync } from 'node:fs'
import { types } from 'node:util'

// Setup file of the presets and of `withLeakGuard`: says once per run that test files do not run under our
// environment. It runs in the sandbox of every test file, so it is alone, small, and never throws.

const environment = Symbol.for('jest-leakguard.environment')
const warned = Symbol.for('jest-leakguard.displaced-environment')

/** Objects of core modules are what all sandboxes of a process share; the value is the run that was warned. */
const shared = types as { [warned]?: string }

if (!(environment in globalThis)) {
  try {
    if (isFirst()) process.stderr.write(describe())
  } catch {
    // A third-party sandbox may lack `process`; a warning is not worth a failed test file.
  }
}

function isFirst(): boolean {
  const run = process.env.JEST_LEAKGUARD_RUN_DIR ?? ''
  if (shared[warned] === run) return false
  shared[warned] = run
  if (run === '') return true
  try {
    closeSync(openSync(`${run}/displaced-environment`, 'wx'))
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST'
  }
}

function describe(): string {
  const [name, ours] = 'document' in globalThis ? ['jsdom', 'jsdom'] : ['node', 'environment']
  return `jest-leakguard: leaks are not detected in some test files: they run under another test environment,
named by \`testEnvironment\` in the Jest config or by \`@jest-environment\` in the file. If it is "${name}", write
'jest-leakguard/${ours}' there. To detect leaks under any other, write a file leakguard.environment.cjs in the root directory

    const { withLeakDetection } = require('jest-leakguard')
    module.exports = withLeakDetection(require('<the other>'))

and name it instead: testEnvironment: '<rootDir>/leakguard.environment.cjs', or @jest-environment ./leakguard.environment.cjs
\`npx jest-leakguard init\` does the same for every configuration.
`
}
