import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'

import { cacheRoot } from './cache'
import { prepareConsumers } from './consumers'
import { installLibraries, keepers, typeorm } from './libraries'
import { compileNativePackages, pgNative, sqlite3 } from './native-packages'
import { prepareNodeBinaries } from './node-binaries'
import { pack } from './tarball'

/** All that the test files would install when they first need it, side by side. */
export async function installEverything(): Promise<void> {
  await mkdir(cacheRoot, { recursive: true, mode: 0o700 })
  const directory = await mkdtemp(path.join(cacheRoot, 'tarball-'))
  const started = performance.now()
  const told = async (what: string, work: Promise<unknown>): Promise<void> => {
    await work
    process.stderr.write(`e2e: ${what} ready after ${((performance.now() - started) / 1000).toFixed(0)} s\n`)
  }
  try {
    const outcomes = await Promise.allSettled([
      // They take longest.
      told('sqlite3', compileNativePackages(sqlite3)),
      told('pg-native', compileNativePackages(pgNative)),
      told('Jest 29 and 30', pack(directory).then(prepareConsumers)),
      told('lines of Node', prepareNodeBinaries()),
      told(
        'libraries',
        Promise.all([installLibraries(), installLibraries(typeorm), installLibraries(keepers)]),
      ),
    ])
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') process.stderr.write(`e2e: ${String(outcome.reason)}\n`)
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
