// Fails unless two builds give the same package, byte by byte: whoever distrusts a release can make it again.
// The second build takes place in another directory, so that no path of this machine can hide in it.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'leakguard-pack-'))
const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const parts = [
  ...files.filter((name) => name !== 'build'),
  'scripts',
  'src',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
]

try {
  const first = pack(root, 'first')
  const copy = join(scratch, 'copy')
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  run('npm', ['run', '--silent', 'build'], copy)
  const second = pack(copy, 'second')
  console.log(`${first.sum}  ${first.name}\n${second.sum}  ${second.name}, built again elsewhere`)
  if (first.sum !== second.sum) {
    for (const file of new Set([...first.files.keys(), ...second.files.keys()])) {
      if (first.files.get(file) !== second.files.get(file)) console.log(`differs: ${file}`)
    }
    process.exitCode = 1
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function pack(directory, into) {
  const target = join(scratch, into)
  mkdirSync(target)
  const output = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], directory)
  const [{ filename, files }] = JSON.parse(output)
  return {
    name: filename,
    sum: sumOf(join(target, filename)),
    files: new Map(files.map(({ path }) => [path, sumOf(join(directory, path))])),
  }
}

function sumOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function run(command, args, cwd) {
  const shell = process.platform === 'win32'
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'inherit'] })
}
