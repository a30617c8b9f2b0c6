// npm run demo:        runs the leaking suite of examples/quick-start
// npm run demo:clean:  runs its clean twin
// npm run example -- workflow-store leaking:  runs that of another example
// Further arguments go to Jest: npm run demo -- --verbose
//
// The example gets this package from a tarball, as it would from the registry. Jest, SWC and better-sqlite3 are
// found in the node_modules of the repository: that saves a second installation.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const examples = join(root, 'examples')
const scriptOf = new Map([
  ['leaking', 'leaky'],
  ['clean', 'test'],
])

const [name = '', suite = '', ...jestArguments] = process.argv.slice(2)
const names = readdirSync(examples).filter((folder) => existsSync(join(examples, folder, 'package.json')))
if (!names.includes(name)) refuse('the example', names, name)
const example = join(examples, name)
const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))
const script = scriptOf.get(suite) ?? suite
if (scripts[script] === undefined) refuse('the suite to run', [...scriptOf.keys()], suite)

if (!existsSync(join(root, 'node_modules', 'jest'))) mustRun('npm', ['ci', '--no-audit', '--no-fund'])
mustRun('npm', ['run', '--silent', 'build'])
installTarball(join(example, 'node_modules', 'jest-leakguard'))
process.exitCode = run('npm', ['run', '--silent', script, '--', ...jestArguments], { cwd: example })

function refuse(what, expected, given) {
  console.error(`demo: expected ${what}, ${expected.join(' or ')}; got "${given}"`)
  process.exit(64)
}

function installTarball(target) {
  const packed = mkdtempSync(join(tmpdir(), 'jest-leakguard-'))
  try {
    mustRun('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', packed], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [tarball] = readdirSync(packed)
    rmSync(target, { recursive: true, force: true })
    mkdirSync(target, { recursive: true })
    mustRun('tar', ['-xzf', join(packed, tarball), '-C', target, '--strip-components=1'])
  } finally {
    rmSync(packed, { recursive: true, force: true })
  }
}

function mustRun(command, args, options) {
  const status = run(command, args, options)
  if (status === 0) return
  console.error(`demo: "${command} ${args.join(' ')}" ended with exit code ${status}`)
  process.exit(status)
}

function run(command, args, options = {}) {
  // npm is a .cmd file on Windows, which only a shell can start.
  const shell = process.platform === 'win32' && command === 'npm'
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell, ...options })
  if (error) throw error
  return status ?? 1
}
