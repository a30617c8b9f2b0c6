import { managed, useResource } from 'jest-leakguard/fixtures'
import type { StateBackend } from '../src/backend'
import type { FileOptions } from '../src/file/file-backend'
import type { SqliteOptions } from '../src/sqlite/sqlite-backend'
import { type BackendName, createDirectory, openBackend, removeDirectory } from './backends'

export interface Backends {
  readonly directory: () => string
  /** Opens a backend on the test's directory; it is closed after the test. */
  readonly open: (options?: SqliteOptions & FileOptions) => Promise<StateBackend>
}

/** A directory for each test of the block, and backends in it that are closed after the test. */
export function useBackends(name: BackendName): Backends {
  const directory = useResource(createDirectory, removeDirectory)
  const manage = managed()
  return { directory, open: (options) => manage(openBackend(name, directory(), options)) }
}

/** The usual case: one open backend for each test of the block. */
export function useBackend(name: BackendName): { backend: () => StateBackend } & Backends {
  const backends = useBackends(name)
  return { ...backends, backend: useResource(() => backends.open()) }
}
