// npm test: builds, then runs the unit tests while what the e2e tests need is being installed, then the e2e tests.
// npm test -- <arguments>: builds, and runs Jest with these arguments.
// CI names a directory for the results in TEST_RESULTS, and has built already when BUILT is set.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const jest = join(root, 'node_modules/jest/bin/jest.js')
const results = process.env['TEST_RESULTS']
const args = process.argv.slice(2)

if (process.env['BUILT'] === undefined) {
  const code = await node('scripts/build.mjs')
  if (code !== 0) process.exit(code)
}
if (args.length > 0) {
  process.exitCode = await node(jest, ...args)
} else {
  const installed = node('scripts/e2e-install.mjs')
  const unit = await project('unit')
  // What could not be installed, the e2e tests say themselves.
  await installed
  const e2e = await project('e2e')
  process.exitCode = unit || e2e
}

async function project(name) {
  console.log(`\n== ${name} tests`)
  if (results === undefined) return node(jest, '--selectProjects', name)
  const file = join(results, `${name}.json`)
  const exitCode = await node(jest, '--selectProjects', name, '--json', `--outputFile=${file}`)
  const written = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  writeFileSync(file, JSON.stringify({ ...written, exitCode }))
  return exitCode
}

function node(...command) {
  // With --json, Jest gives its results to the standard output as well.
  const quiet = command.includes('--json') ? 'ignore' : 'inherit'
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', quiet, 'inherit'] })
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}
