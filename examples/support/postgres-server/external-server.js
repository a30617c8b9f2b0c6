// @ts-check
'use strict'

const { once } = require('node:events')
const { connect } = require('node:net')

/**
 * A server that runs anyway, once it has been seen to answer.
 *
 * @param {string} given the value of `TEST_PG_URL`; not repeated in errors, for its password
 */
async function externalServer(given) {
  if (!URL.canParse(given)) {
    throw new Error('TEST_PG_URL: expected a URL such as postgres://user@host:5432/database')
  }
  const url = new URL(given)
  const server = {
    host: url.hostname,
    port: Number(url.port || '5432'),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)),
  }
  const socket = connect({ host: server.host, port: server.port, signal: AbortSignal.timeout(5_000) })
  try {
    await once(socket, 'connect')
  } catch {
    throw new Error(`TEST_PG_URL: no server answers on ${server.host}:${String(server.port)}`)
  } finally {
    socket.destroy()
  }
  return { ...server, url: given, origin: 'TEST_PG_URL', directory: undefined, stop: () => Promise.resolve() }
}

module.exports = { externalServer }
