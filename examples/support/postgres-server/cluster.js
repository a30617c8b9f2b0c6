// @ts-check
'use strict'

const { chownSync, mkdtempSync, renameSync, rmSync } = require('node:fs')
const path = require('node:path')

const { run } = require('./run')
const { copyDirectory, isShared, shareCopy, sharedPath, temporaryRoot } = require('./shared-directory')

/** @typedef {import('./server-user').User} User */
/** @typedef {import('./binaries').Binaries} Binaries */
/** @typedef {{ directory: string, data: string, log: string, remove: () => void }} Base */

/**
 * The temporary directory of one server.
 *
 * @param {User | undefined} user
 * @returns {Base}
 */
function createBase(user) {
  const directory = mkdtempSync(path.join(temporaryRoot(user), 'leakguard-pg-'))
  if (user !== undefined) chownSync(directory, user.uid, user.gid)
  return {
    directory,
    data: path.join(directory, 'data'),
    log: path.join(directory, 'log'),
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/**
 * Creates an empty cluster, by copying the template that the first start on this machine leaves: a copy takes
 * 50 ms, a new cluster ten times that.
 *
 * @param {Base} base
 * @param {Binaries} binaries
 * @param {User | undefined} user
 */
async function createCluster({ directory, data }, binaries, user) {
  const template = templatePath(binaries, user)
  if (isShared(template, user)) {
    await copyDirectory(template, data)
    return
  }
  const access = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale']
  // The template is lost with its machine: there is no need to have it on the disk.
  const fast = ['--no-sync', '--no-instructions']
  await run(path.join(binaries.directory, 'initdb'), ['-D', data, ...access, ...fast], {
    user,
    cwd: directory,
  })
  await shareCopy(data, template)
}

/**
 * Forgets a template that no server starts from: whoever tidies temporary directories may have taken a part.
 *
 * @param {Binaries} binaries
 * @param {User | undefined} user
 */
function dropTemplate(binaries, user) {
  const template = templatePath(binaries, user)
  if (!isShared(template, user)) return
  // Out of the way first: somebody may be about to copy it.
  const aside = mkdtempSync(path.join(temporaryRoot(user), 'leakguard-pg-dropped-'))
  renameSync(template, path.join(aside, 'template'))
  rmSync(aside, { recursive: true, force: true })
}

/**
 * @param {Binaries} binaries
 * @param {User | undefined} user
 */
function templatePath({ version }, user) {
  return sharedPath(`template-${version}`, user, user)
}

module.exports = { createBase, createCluster, dropTemplate }
