// Installs what the e2e tests run with: Jest 29 and 30, other lines of Node, libraries, and what has to be compiled. Once per
// machine; the tests install by themselves what they miss, but one after the other.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
// As deep as the source, which finds the repository by its own place.
const outfile = join(root, `node_modules/.cache/leakguard-e2e/install/everything.${process.pid}.cjs`)

await build({
  entryPoints: [join(root, '__tests__/e2e/support/install/everything.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
})
try {
  const { installEverything } = (await import(pathToFileURL(outfile).href)).default
  await installEverything()
} finally {
  rmSync(outfile)
}
