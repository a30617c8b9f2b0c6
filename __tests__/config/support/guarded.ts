import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type * as WithLeakGuardModule from '../../../src/config/with-leak-guard'

type Module = typeof WithLeakGuardModule
type WithLeakGuard = Module['withLeakGuard']

/** Runs with a copy of `withLeakGuard` that has warned of nothing yet, and keeps what it prints on stderr. */
export function guarded<T>(use: (withLeakGuard: WithLeakGuard) => T): { result: T; warnings: string[] } {
  const warnings: string[] = []
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    warnings.push(String(text))
    return true
  })
  try {
    return { result: use(freshCopy()), warnings }
  } finally {
    write.mockRestore()
  }
}

/** A directory with these files, removed when the test is over. */
export function directoryWith(files: Record<string, string>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'leakguard-config-')))
  directories.push(directory)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return directory
}

const directories: string[] = []

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true })
})

function freshCopy(): WithLeakGuard {
  let copy: WithLeakGuard | undefined
  jest.isolateModules(() => {
    copy = jest.requireActual<Module>('../../../src/config/with-leak-guard').withLeakGuard
  })
  if (copy === undefined) throw new Error('with-leak-guard did not load')
  return copy
}
