// @ts-check
'use strict'

const { randomBytes } = require('node:crypto')
const { existsSync, renameSync, rmSync, statSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')

const { run } = require('./run')
const { canFill } = require('./server-user')

/** @typedef {import('./server-user').User} User */

/**
 * A directory for temporary files that the server's user may use: that of the system is there for all.
 *
 * @param {User | undefined} user
 */
function temporaryRoot(user) {
  const own = tmpdir()
  return canFill(own, user) ? own : '/tmp'
}

/**
 * Where something is kept that is made once per machine, owner and version.
 *
 * @param {string} name
 * @param {User | undefined} user the server's
 * @param {User | undefined} owner
 */
function sharedPath(name, user, owner) {
  return path.join(temporaryRoot(user), `leakguard-pg-${String(ownerOf(owner))}-${name}`)
}

/**
 * By ourselves: whose the files are stays as it is, and the server's user may neither read the one nor write the
 * other.
 *
 * @param {string} source
 * @param {string} copy
 */
async function copyDirectory(source, copy) {
  await run('cp', ['-R', '-p', source, copy], { user: undefined, cwd: '/' })
}

/**
 * Makes a copy of a directory that others share. It becomes visible as a whole, by its renaming, so that
 * processes which start at once need no lock: the first wins, and the others drop theirs.
 *
 * @param {string} source
 * @param {string} shared
 */
async function shareCopy(source, shared) {
  const aside = `${shared}.${randomBytes(6).toString('hex')}`
  try {
    await copyDirectory(source, aside)
    renameSync(aside, shared)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(shared)) throw error
  }
}

/**
 * Whether somebody has made it, and that somebody is nobody else: temporary directories are open to all.
 *
 * @param {string} shared
 * @param {User | undefined} user
 */
function isShared(shared, user) {
  return existsSync(shared) && statSync(shared).uid === ownerOf(user)
}

/** @param {User | undefined} user */
function ownerOf(user) {
  return user?.uid ?? process.getuid?.()
}

module.exports = { copyDirectory, isShared, shareCopy, sharedPath, temporaryRoot }
