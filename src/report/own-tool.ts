import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** This package, as reports name it. */
export function ownTool(): { readonly name: string; readonly version: string } {
  // The compiled file and its source are equally deep.
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'))
  return { name: 'jest-leakguard', version: String(Reflect.get(manifest as object, 'version')) }
}
