// Prints what the compiler wrote with tabs, as the bundles are, and without what it writes for importers that no inner
// module has: both together are a twentieth of the package.
// Files at the top of build/ stay as they are: Node looks for exports in their text.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { transformSync } from 'rolldown/utils'

import { withoutImporters, withPlainCalls } from './inner-module.mjs'

const root = path.resolve('build')
const asTheyAre = [root, path.join(root, 'environment'), path.join(root, 'report/html')]

for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  const file = path.join(root, name)
  if (!name.endsWith('.js') || asTheyAre.includes(path.dirname(file))) continue
  const { code, errors } = transformSync(file, readFileSync(file, 'utf8'), { sourceType: 'commonjs' })
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`)
  writeFileSync(file, withPlainCalls(withoutImporters(code)))
}
