// @ts-check
'use strict'

const { readFileSync } = require('node:fs')
const path = require('node:path')
const { setTimeout: sleep } = require('node:timers/promises')

const { freePort } = require('./free-port')
const { timeLimit } = require('./run')
const { startGuarded } = require('./watchdog')

const host = '127.0.0.1'
const user = 'postgres'
const database = 'postgres'

/** For a server whose data nobody keeps: nothing is written for the sake of a crash. */
const settings = {
  listen_addresses: host,
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '16MB',
}

/**
 * Starts the server of a cluster, and returns once it accepts clients.
 *
 * @param {import('./cluster').Base} base
 * @param {import('./binaries').Binaries} binaries
 * @param {import('./server-user').User | undefined} runsAs
 * @param {Readonly<Record<string, string>>} parameters
 */
async function launch(base, binaries, runsAs, parameters) {
  const port = await freePort()
  const command = [path.join(binaries.directory, 'postgres'), '-D', base.data, '-p', String(port)]
  for (const [name, value] of Object.entries({ ...settings, ...parameters })) {
    command.push('-c', `${name}=${value}`)
  }
  const server = startGuarded(base, command, runsAs)
  try {
    await accepting(base, server)
  } catch (error) {
    await server.stop()
    throw error
  }
  const url = `postgres://${user}@${host}:${String(port)}/${database}`
  return { url, host, port, user, database, directory: base.directory, stop: server.stop }
}

/**
 * @param {import('./cluster').Base} base
 * @param {{ isRunning(): boolean }} server
 */
async function accepting(base, server) {
  const deadline = performance.now() + timeLimit
  while (!isReady(base)) {
    const late = performance.now() > deadline
    if (late || !server.isRunning()) {
      const problem = late ? `accepts no clients after ${String(timeLimit / 1000)} s` : 'ended at once'
      throw new Error(`The PostgreSQL server ${problem}:\n${textOf(base.log)}`)
    }
    await sleep(5)
  }
}

/**
 * The server says so in the last line of its pid file, where pg_ctl looks as well.
 *
 * @param {import('./cluster').Base} base
 */
function isReady({ data }) {
  return textOf(path.join(data, 'postmaster.pid')).split('\n')[7]?.trim() === 'ready'
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

module.exports = { launch }
