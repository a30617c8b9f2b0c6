import { createRequire } from 'node:module'
import { join } from 'node:path'

import { inRootDir } from '../options/in-root-dir'

/** The directories that `rootDir` of a config can mean: it is relative to a config file whose place is not told. */
export function rootDirsOf(config: Record<string, unknown>, baseDirs: readonly string[]): string[] {
  const { rootDir } = config
  return typeof rootDir === 'string' ? baseDirs.map((base) => inRootDir(base, rootDir)) : [...baseDirs]
}

/** The first of `names` that resolves as if a file in `directory` required it. */
export function resolveFrom(directory: string, names: readonly string[]): string | undefined {
  const { resolve: find } = createRequire(join(directory, 'jest.config.js'))
  for (const name of names) {
    try {
      return find(name)
    } catch {
      // The next name.
    }
  }
  return undefined
}

/** What a module exports, its default export first, as Jest reads it; no value when it cannot be loaded now. */
export function loadSync(file: string): { value?: unknown; isDefault: boolean } {
  try {
    const loaded: unknown = createRequire(file)(file)
    const isDefault = hasDefault(loaded)
    return { value: isDefault ? loaded.default : loaded, isDefault }
  } catch {
    return { isDefault: false }
  }
}

function hasDefault(loaded: unknown): loaded is { default: unknown } {
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded && loaded.default !== undefined
}
