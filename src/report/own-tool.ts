import { readText } from '../kept/fs'
import { join } from '../kept/path'

/** This package, as reports name it. */
export function ownTool(): { readonly name: string; readonly version: string } {
  // The compiled file and its source are equally deep.
  const manifest: unknown = JSON.parse(readText(join(__dirname, '..', '..', 'package.json')))
  return { name: 'jest-leakguard', version: String(Reflect.get(manifest as object, 'version')) }
}
