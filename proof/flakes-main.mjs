// npm run proof:flakes -- [--rounds <n>] [--seed <n>] [--load <processes>]
// Runs every case of the acceptance suite again and again, shuffled and under load: see README.md beside this.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string' },
    load: { type: 'string', default: '2' },
  },
})
const env = { ...process.env }
for (const [name, value] of Object.entries(values)) {
  if (value === undefined) continue
  if (!/^\d{1,6}$/.test(value)) {
    console.error(`--${name}: expected a number from 0 to 999999, given ${value}`)
    process.exit(64)
  }
  env[`FLAKES_${name.toUpperCase()}`] = value
}

const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), 'e2e/proof/flakes', '-i'],
  { cwd: root, env, stdio: 'inherit' },
)
process.exitCode = status ?? 1
