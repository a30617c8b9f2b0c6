// Removes the declarations that no public entry point leads to: nobody can import them, and they are a third of the package.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const build = resolve(import.meta.dirname, '../build')
const manifest = JSON.parse(readFileSync(join(build, '../package.json'), 'utf8'))

const reached = new Set()
const open = [
  './jest-preset.d.ts',
  ...Object.values(manifest.exports).flatMap((entry) => entry.types ?? []),
].map((file) => resolve(build, '..', file))
for (const file of open) {
  if (reached.has(file)) continue
  reached.add(file)
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(
    /(?:from|import|require)\s*\(?\s*['"](\.[^'"]+)['"]/g,
  )) {
    open.push(declarationOf(resolve(dirname(file), specifier)))
  }
}

for (const name of readdirSync(build, { recursive: true })) {
  const file = join(build, name)
  if (name.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
}

function declarationOf(path) {
  const base = path.replace(/\.js$/, '')
  return (
    [`${base}.d.ts`, join(base, 'index.d.ts')].find((file) =>
      statSync(file, { throwIfNoEntry: false })?.isFile(),
    ) ?? base
  )
}
