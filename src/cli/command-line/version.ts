import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of this package. */
export function ownVersion(): string {
  // The compiled file and its source are equally deep.
  const manifest: unknown = JSON.parse(
    readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8'),
  )
  return String(Reflect.get(manifest as object, 'version'))
}
