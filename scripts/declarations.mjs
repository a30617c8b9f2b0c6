// Writes one file of declarations for each public entry point, with everything in it that it refers to.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generateDtsBundle } from 'dts-bundle-generator'

const root = join(import.meta.dirname, '..')
const names = [
  'index',
  'environment',
  'strict-environment',
  'jsdom',
  'strict-jsdom',
  'reporter',
  'fixtures',
  'eslint',
  'strict',
]

const entries = names.map((name) => ({
  filePath: join(root, `src/${name}.ts`),
  output: {
    noBanner: true,
    exportReferencedTypes: false,
    inlineDeclareGlobals: true,
    inlineDeclareExternals: true,
  },
}))
const bundles = generateDtsBundle(entries, { preferredConfigPath: join(root, 'tsconfig.build.json') })
for (const [index, text] of bundles.entries()) {
  writeFileSync(join(root, `build/${names[index]}.d.ts`), text)
}
