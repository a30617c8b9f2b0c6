import { readdirSync } from 'node:fs'
import path from 'node:path'

import ts from 'typescript'

const root = path.resolve(__dirname, '../..')
const examples = readdirSync(path.join(root, 'examples')).filter((name) => name !== 'support')

/** What makes the compiler say more, and not what it says it of. */
const strict =
  /^(strict|noImplicit|noUnchecked|noFallthrough|exactOptional|allowUnreachable|allowUnused|isolated|force)/

function strictness(directory: string): Record<string, unknown> {
  const { config, error } = ts.readConfigFile(path.join(directory, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ) as {
    config: { compilerOptions: Record<string, unknown> }
    error?: unknown
  }
  expect(error).toBeUndefined()
  return Object.fromEntries(Object.entries(config.compilerOptions).filter(([name]) => strict.test(name)))
}

test.each(examples)('types of examples/%s are checked as strictly as the package’s own', (name) => {
  const own = strictness(root)

  expect(Object.keys(own).length).toBeGreaterThan(8)
  expect(strictness(path.join(root, 'examples', name))).toEqual(own)
})
