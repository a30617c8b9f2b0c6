// @ts-check
'use strict'

const { makeLibraryLinks } = require('./library-links')
const { run } = require('./run')
const { isShared, shareCopy, sharedPath } = require('./shared-directory')

/**
 * A copy of the binaries that the server's user can reach, for installations which it cannot: a project below
 * /root, or one that is not ours to complete. Made once per version; the copy is ours, the server only reads it.
 *
 * @param {string} native
 * @param {string} version
 * @param {import('./server-user').User | undefined} user
 * @returns {Promise<string>}
 */
async function readableCopy(native, version, user) {
  const shared = sharedPath(`binaries-${version}`, user, undefined)
  if (!isShared(shared, undefined)) await shareCopy(native, shared)
  makeLibraryLinks(shared)
  await run('chmod', ['-R', 'a+rX', shared], { user: undefined, cwd: '/' })
  return shared
}

module.exports = { readableCopy }
