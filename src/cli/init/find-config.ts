import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { isRecord } from '../../options/value-checks'
import { readFile } from '../../loading/read-file'
import { UsageError } from '../command-line/usage-error'

/** The configuration of Jest in a directory. */
export interface FoundConfig {
  /** `json`: `package.json` or a JSON file; `module`: JavaScript or TypeScript. */
  readonly kind: 'json' | 'module'
  /** Relative to the directory. */
  readonly file: string
  readonly text: string
}

const names = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts', 'json'].map((extension) => `jest.config.${extension}`)

/** In the order of Jest: what is named, a file beside `package.json`, `package.json` itself. */
export function findConfig(cwd: string, named: string | undefined): FoundConfig {
  const file = named ?? names.find((name) => existsSync(join(cwd, name))) ?? 'package.json'
  const text = readFile(join(cwd, file))
  if (text === undefined)
    throw new UsageError(
      named === undefined
        ? `no package.json and no jest.config.js in ${cwd}`
        : `cannot read the configuration \`${file}\``,
    )
  return { kind: file.endsWith('.json') ? 'json' : 'module', file, text: String(text) }
}

/** The object in a JSON file. */
export function parseJson({ file, text }: FoundConfig): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Said below.
  }
  throw new UsageError(`\`${file}\` is no JSON object`)
}
