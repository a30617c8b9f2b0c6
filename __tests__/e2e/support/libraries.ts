import path from 'node:path'
import { cacheRoot, fillOnce, shortHash } from './cache'
import { type Dependencies, install } from './install'

/** The libraries whose resources are known by name, and those that use them. */
const dependencies: Dependencies = {
  amqplib: '2.3.1',
  'better-sqlite3': '13.2.0',
  bullmq: '6.7.0',
  'drizzle-orm': '0.45.4',
  ioredis: '6.0.0',
  knex: '3.3.0',
  kysely: '0.28.18',
  mongodb: '7.9.0',
  mysql2: '3.24.6',
  nats: '2.29.3',
  pg: '8.23.1',
  redis: '6.3.1',
  sequelize: '6.37.8',
  undici: '7.30.2',
}

/**
 * Their directory, for `modulePaths` in the Jest configuration of a fixture. They are installed once per machine,
 * by the first test file that needs them, and not with the consumers: most files do without.
 */
export async function installLibraries(): Promise<string> {
  const directory = path.join(cacheRoot, `libraries-${shortHash(dependencies)}`)
  const home = await fillOnce(directory, async (aside) => {
    process.stderr.write(`e2e: installing ${directory} (once per machine)\n`)
    await install('npm', aside, dependencies)
  })
  return path.join(home, 'node_modules')
}
