// Removes the declarations that no entry point of the package leads to: nobody can import them.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = Object.values(exports).flatMap(({ types }) => (types === undefined ? [] : [resolve(types)]))

/** `import('./a')`, `from './a'`, `require('./a')` and `import './a'`, as tsc writes them. */
const specifier = /(?:from|import|require\(|import\()\s*["'](\.{1,2}\/[^"']+)["']/g

const reached = new Set()
const queue = entries.filter((file) => file.startsWith(resolve('build')))
for (const file of entries) queue.push(...importsOf(file))
while (queue.length > 0) {
  const file = queue.pop()
  if (reached.has(file)) continue
  reached.add(file)
  queue.push(...importsOf(file))
}

for (const name of readdirSync('build', { recursive: true })) {
  const file = resolve('build', name)
  if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
}

function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(specifier)].map(([, path]) => `${join(file, '..', path)}.d.ts`)
}
