import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { startPostgres } from '../../../../examples/support/postgres-server'
import { cacheRoot, removeStale } from './cache'
import { prepareConsumers } from './consumers'
import { prepareNodeBinaries } from './node-binaries'
import { publishPrepared } from './prepared'
import { pack } from './tarball'

declare global {
  var e2ePostgres: Awaited<ReturnType<typeof startPostgres>> | undefined
}

/** Packs this package and prepares everything that the e2e tests run it with. */
export default async function globalSetup(): Promise<void> {
  await mkdir(cacheRoot, { recursive: true, mode: 0o700 })
  await removeStale(cacheRoot, 30)
  const directory = await mkdtemp(path.join(cacheRoot, 'tarball-'))
  try {
    const tarball = await pack(directory)
    // Whoever stops the run from here on ends the server as well.
    globalThis.e2ePostgres = await startPostgres()
    const { host, port, user, database } = globalThis.e2ePostgres
    publishPrepared({
      consumers: await prepareConsumers(tarball),
      nodes: await prepareNodeBinaries(),
      postgres: { host, port, user, database },
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
