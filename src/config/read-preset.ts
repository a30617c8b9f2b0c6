import { isAbsolute } from 'node:path'
import { isRecord } from '../options/validation/value-checks'
import { inRootDir } from '../options/in-root-dir'
import { loadSync, resolveFrom } from './resolve-module'

/** What the preset of a config holds; `unreadable` when it exists but only an asynchronous import can load it. */
export type PresetContents = Record<string, unknown> | 'absent' | 'unreadable'

/** As in Jest, and in its order. */
const extensions = ['.json', '.js', '.cjs', '.mjs', '']

/** Loads the preset that `config` names, from the first of the directories that has it. */
export function readPreset(config: Record<string, unknown>, rootDirs: readonly string[]): PresetContents {
  const { preset } = config
  if (typeof preset !== 'string' || preset === '') return 'absent'
  for (const rootDir of rootDirs) {
    const path = preset.startsWith('<rootDir>') ? inRootDir(rootDir, preset) : preset
    const module = path.startsWith('.') || isAbsolute(path) ? path : `${path}/jest-preset`
    const file = resolveFrom(
      rootDir,
      extensions.map((extension) => module + extension),
    )
    if (file !== undefined) return load(file)
  }
  // Jest has a good message of its own for a preset that does not exist.
  return 'absent'
}

function load(file: string): PresetContents {
  const { value } = loadSync(file)
  return isRecord(value) ? value : 'unreadable'
}
