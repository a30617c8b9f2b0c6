// Takes layout and local names out of the build: the package stays small, and its modules load faster. Lines stay
// short enough for stack traces.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { transformSync } from 'esbuild'

const build = resolve(import.meta.dirname, '../build')
for (const name of readdirSync(build, { recursive: true })) {
  if (!name.endsWith('.js')) continue
  const file = join(build, name)
  // Entry points are left as they are: Node looks for their exports in the text.
  const isEntry = !/[\\/]/.test(name) && !name.endsWith('.bundle.js')
  if (isEntry) continue
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    minify: true,
    lineLimit: 160,
    platform: 'node',
  })
  writeFileSync(file, code)
}
