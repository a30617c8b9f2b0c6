// @ts-check
'use strict'

const { startPostgres } = require('.')

/**
 * Jest's `globalSetup`: starts the server and names it to every worker in the variables that `pg` reads, so that
 * `new Pool()` connects to it. It ends with Jest; `jest-global-teardown.js` ends it at once.
 */
module.exports = async () => {
  const server = await startPostgres()
  Object.assign(process.env, {
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGDATABASE: server.database,
  })
  Reflect.set(globalThis, Symbol.for('jest-leakguard.example-postgres'), server)
}
