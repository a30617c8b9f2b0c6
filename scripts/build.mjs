// npm run build: compiles src to build/. See CONTRIBUTING.md, "The build".
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

rmSync(join(root, 'build'), { recursive: true, force: true })
// With comments, a fifth of the package would be comments; those of the declarations are kept.
await run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--removeComments')
await Promise.all([
  run('scripts/bundle-environment.mjs'),
  run('scripts/declarations.mjs'),
  run('scripts/build-page.mjs'),
])
await run('scripts/print-inner-modules.mjs')

function run(script, ...args) {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code !== 0) process.exit(code ?? 1)
      resolve()
    })
  })
}
