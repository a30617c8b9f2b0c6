// @ts-check
'use strict'

const { existsSync, readdirSync, readFileSync, symlinkSync } = require('node:fs')
const path = require('node:path')

/**
 * Makes the links between versions of a library, which npm packages cannot hold and their install scripts, which
 * many switch off, would make. Those that the package lists, and those by rule: its list has had gaps.
 *
 * @param {string} native the directory of the binaries, with `bin` and `lib`
 */
function makeLibraryLinks(native) {
  for (const { source, target } of [...listedLinks(native), ...impliedLinks(native)]) {
    try {
      symlinkSync(source, path.join(native, 'lib', target))
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
  }
}

/**
 * @param {string} native
 * @returns {{ source: string, target: string }[]}
 */
function listedLinks(native) {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  // Paths of the package; all of them are in one directory.
  return links.map(({ source, target }) => ({
    source: path.posix.basename(source),
    target: path.posix.basename(target),
  }))
}

/**
 * `libpq.so.5.18` is asked for as `libpq.so.5`, `libicudata.77.1.dylib` as `libicudata.77.dylib`.
 *
 * @param {string} native
 */
function impliedLinks(native) {
  return readdirSync(path.join(native, 'lib')).flatMap((source) => {
    const target = linkOf(source)
    return target === undefined ? [] : [{ source, target }]
  })
}

/** @param {string} library */
function linkOf(library) {
  const [, linux] = /^(.+\.so\.\d+)\.[\d.]+$/.exec(library) ?? []
  const [, name, major] = /^(.+?)\.(\d+)\.[\d.]+\.dylib$/.exec(library) ?? []
  return linux ?? (name === undefined ? undefined : `${name}.${String(major)}.dylib`)
}

module.exports = { linkOf, makeLibraryLinks }
