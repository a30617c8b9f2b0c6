// @ts-check
'use strict'

/** Jest's `globalTeardown`: ends the server that `jest-global-setup.js` started. */
module.exports = async () => {
  /** @type {import('.').PostgresServer | undefined} */
  const server = Reflect.get(globalThis, Symbol.for('jest-leakguard.example-postgres'))
  await server?.stop()
}
