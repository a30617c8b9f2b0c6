// @ts-check
'use strict'

const { spawnSync } = require('node:child_process')
const { statSync } = require('node:fs')
const path = require('node:path')

/** @typedef {{ uid: number, gid: number }} User */

/**
 * Who the server runs as: PostgreSQL refuses to run as root, and a user that is not in the passwd file.
 *
 * @returns {User | undefined} undefined: as whoever we are
 */
function serverUser() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10),
    )
    if (uid !== undefined && gid !== undefined && uid > 0 && gid >= 0) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and this system has neither a user postgres nor nobody')
}

/**
 * Whether a user may enter every directory on the way to a file: a project below /root is out of reach.
 *
 * @param {string} file
 * @param {User | undefined} user
 */
function canReach(file, user) {
  if (user === undefined) return true
  for (let directory = file; directory !== path.dirname(directory);) {
    directory = path.dirname(directory)
    if (!permits(directory, user, 0o1)) return false
  }
  return true
}

/**
 * Whether a user may make files in a directory, and remove them again.
 *
 * @param {string} directory
 * @param {User | undefined} user
 */
function canFill(directory, user) {
  return user === undefined || (canReach(path.join(directory, 'file'), user) && permits(directory, user, 0o3))
}

/**
 * @param {string} file
 * @param {User} user
 * @param {number} wanted the sum of 4 to read, 2 to write and 1 to enter
 */
function permits(file, user, wanted) {
  const { mode, uid, gid } = statSync(file)
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
  return ((mode >> shift) & wanted) === wanted
}

module.exports = { canFill, canReach, serverUser }
