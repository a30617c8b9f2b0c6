import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { UsageError } from '../../terminal/usage-error'

export interface JestBinary {
  readonly path: string
  readonly version: string
}

interface Manifest {
  readonly version: string
  readonly bin: string | Readonly<Record<string, string>>
}

/** The Jest that `npx jest` would run in `cwd`; throws UsageError when there is none, or one that is too old. */
export function findJest(cwd: string, command = 'why'): JestBinary {
  const manifestPath = resolveFrom(cwd, 'jest/package.json') ?? resolveFrom(cwd, 'jest-cli/package.json')
  if (manifestPath === undefined)
    throw new UsageError(
      `no Jest found from ${cwd}; run \`jest-leakguard ${command}\` in a project with \`jest\` in its node_modules`,
    )
  const { bin, version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest
  if (!isSupported(version))
    throw new UsageError(`expected Jest 29.7 or 30, found ${version} in ${manifestPath}`)
  const relative = typeof bin === 'string' ? bin : (bin.jest ?? 'bin/jest.js')
  return { path: join(dirname(manifestPath), relative), version }
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 30 || (major === 29 && minor >= 7)
}

function resolveFrom(cwd: string, request: string): string | undefined {
  try {
    return createRequire(join(cwd, 'package.json')).resolve(request)
  } catch {
    return undefined
  }
}
