// Prints what the compiler wrote with tabs and without what it writes for importers that no inner module has: both together
// are a twelfth of the package.
// Files at the top of build/ stay as they are: Node looks for exports in their text.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { innerModule } from './inner-module.mjs'

const root = path.resolve('build')
const asTheyAre = [root, path.join(root, 'environment'), path.join(root, 'report/html')]

for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  const file = path.join(root, name)
  if (!name.endsWith('.js') || asTheyAre.includes(path.dirname(file))) continue
  writeFileSync(file, await innerModule(readFileSync(file, 'utf8')))
}
