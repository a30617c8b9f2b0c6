// npm run proof -- [--files <n>] [--seed <n>] [--jest 30|29] [--node 20|22|24|26] [--syntax commonjs|esm] [--shrink <seconds>]
// Generates test files that open and close things, and proves the verdicts on them: see README.md beside this.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100' },
    seed: { type: 'string' },
    jest: { type: 'string' },
    node: { type: 'string' },
    syntax: { type: 'string' },
    shrink: { type: 'string', default: '120' },
  },
})
for (const name of ['files', 'seed', 'shrink']) {
  if (values[name] === undefined || /^\d{1,9}$/.test(values[name])) continue
  console.error(`--${name}: expected a number from 0 to 999999999, given ${values[name]}`)
  process.exit(64)
}

const env = { ...process.env }
for (const [name, value] of Object.entries(values))
  if (value !== undefined) env[`PROOF_${name.toUpperCase()}`] = value
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), 'e2e/proof/generated', '-i'],
  { cwd: root, env, stdio: 'inherit' },
)
process.exitCode = status ?? 1
