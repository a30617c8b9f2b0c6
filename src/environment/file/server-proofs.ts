import type { TestFile } from '../../ownership/scope'
import type { ResolvedOptions } from '../../options/options'
import { posixPath } from '../../report/posix-path'
import { socketsTo } from '../../resources/ledger/open-sockets'
import { FileProof } from '../../servers/file-proof'
import { mysqlServer } from '../../servers/mysql'
import { postgresServer } from '../../servers/postgres'
import { redisServer } from '../../servers/redis'
import { sessionTag } from '../../servers/session-tag'
import { reach } from '../../servers/shared-monitor'
import type { ServerProof } from '../../verdict/databases/server-proof'

interface Config {
  readonly testFile: TestFile
  readonly options: ResolvedOptions
  readonly rootDir: string
  /** The environment that the tests see: a copy of the process's. */
  readonly environment: NodeJS.ProcessEnv | undefined
}

/** What the database servers that the options name say about one test file. */
export class ServerProofs {
  readonly #proofs: readonly FileProof[]

  constructor({ testFile, options, rootDir, environment }: Config) {
    this.#proofs = serversOf(options, rootDir).map(
      ({ key, server }) =>
        new FileProof(
          server,
          () => reach(key, server),
          (port) => socketsTo(port, testFile),
        ),
    )
    // `pg` reads it whenever a client is made; who has a name for his sessions keeps it.
    if (options.postgres !== false && environment !== undefined)
      environment.PGAPPNAME ??= sessionTag(posixPath(rootDir, testFile.path))
  }

  async start(): Promise<void> {
    await Promise.all(this.#proofs.map((proof) => proof.start()))
  }

  testEnds(): void {
    for (const proof of this.#proofs) proof.testEnds()
  }

  /** Leaks are about to be closed; returns what to call when they are. */
  readonly beforeClosing = async (): Promise<() => void> => {
    const closed = await Promise.all(this.#proofs.map((proof) => proof.beforeClosing()))
    return () => {
      for (const note of closed) note()
    }
  }

  finish(): Promise<readonly ServerProof[]> {
    return Promise.all(this.#proofs.map((proof) => proof.finish()))
  }

  /** The file has no end, or has had it. */
  stop(): void {
    for (const proof of this.#proofs) proof.stop()
  }
}

function serversOf({ postgres, mysql, redis }: ResolvedOptions, rootDir: string) {
  const wanted = [
    [postgres, postgresServer],
    [mysql, mysqlServer],
    [redis, redisServer],
  ] as const
  return wanted.flatMap(([option, serverAt]) => {
    if (option === false) return []
    const server = serverAt(rootDir, option.connectionString)
    return [{ key: `${server.name} ${rootDir} ${option.connectionString ?? ''}`, server }]
  })
}
