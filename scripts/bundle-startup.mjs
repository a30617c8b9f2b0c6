// Puts modules that are loaded together into one file: loading fifty small files took longer than all that the
// environment does in a suite of a thousand tests. What is needed later stands in a second file, whose text is read
// at the start: by then the file system may be mocked, or out of descriptors. Each module stays in its place as one
// line that hands on that one, so that it is still loaded once, whoever asks for it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { build, transformSync } from 'esbuild'

const root = path.resolve('build')
const { resolve } = createRequire(import.meta.url)

/** What every test file needs, and the families of most resources. */
const environment = [
  'environment',
  'resources/handles/timer',
  'resources/handles/net/server',
  'resources/handles/net/socket',
  'resources/handles/net/http-agent',
  'resources/handles/net/dns-request',
]

/** They stay files of their own: the entry points, and what loads all others. */
const apart = new Set(
  ['environment', 'strict-environment', 'reporter', 'loading/late-modules', 'kept/as-before-tests'].map(fileOf),
)

function fileOf(name) {
  return path.join(root, `${name}.js`)
}

/** The files of the build that are loaded with these modules. */
function loadedWith(names) {
  const script = `${JSON.stringify(names.map(fileOf))}.forEach(require); console.log(JSON.stringify(Object.keys(require.cache)))`
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  return loaded.filter((file) => file.startsWith(root + path.sep) && !apart.has(file))
}

const relativeRequire = /\brequire\(["'](\.[^"']+)["']\)/g

function requiredBy(file) {
  return [...readFileSync(file, 'utf8').matchAll(relativeRequire)].map(([, wanted]) =>
    resolve(path.resolve(path.dirname(file), wanted)),
  )
}

/** All that these modules may ever load. */
function reachedFrom(names) {
  const reached = new Set(names.map(fileOf))
  for (const file of reached) if (file.endsWith('.js')) for (const each of requiredBy(file)) reached.add(each)
  return [...reached].filter((file) => !apart.has(file))
}

/** `./ownership/scope`: how a file in the root of the build names that module. */
function nameOf(file) {
  return `./${path.relative(root, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)}`
}

/** What the bundle does not hold is asked for by name; directories are named as each module knew its own. */
function fromBuild(members) {
  return {
    name: 'from-build',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path: wanted, resolveDir }) => {
        const file = resolve(path.resolve(resolveDir, wanted))
        return members.has(file) ? { path: file } : { path: nameOf(file), external: true }
      })
      onLoad({ filter: /\.js$/ }, ({ path: file }) => {
        const directory = path.relative(root, path.dirname(file)).replaceAll(path.sep, '/')
        const here = `require('node:path').join(__dirname, '${directory}')`
        return { contents: readFileSync(file, 'utf8').replaceAll('__dirname', here) }
      })
    },
  }
}

/** One text for all of them, each under its name, in characters that take one byte. */
function lateText(files) {
  return files
    .map((file) => {
      const named = readFileSync(file, 'utf8').replace(
        relativeRequire,
        (_, wanted) => `require("${nameOf(resolve(path.resolve(path.dirname(file), wanted)))}")`,
      )
      const { code } = transformSync(named, {
        charset: 'ascii',
        platform: 'node',
        minify: true,
        lineLimit: 160,
      })
      return `\n//# module ${nameOf(file)}\n${code}`
    })
    .join('')
}

async function bundle(name, { now, late }) {
  const loaders = now.map((file) => `'${nameOf(file)}': () => require('${nameOf(file)}')`)
  await build({
    stdin: { contents: `exports.now = {${loaders.join(', ')}}`, resolveDir: root },
    outfile: fileOf(`${name}.bundle`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [fromBuild(new Set(now))],
    banner: {
      js: `const load = require('./loading/late-modules').lateModules(__dirname + '/${name}.late.txt', () => exports.now, require)
exports.load = load
;((require) => {`,
    },
    footer: { js: '})(load)' },
  })
  writeFileSync(path.join(root, `${name}.late.txt`), lateText(late))
  for (const file of [...now, ...late]) {
    const depth = path.relative(root, file).split(path.sep).length - 1
    const bundled = `${'../'.repeat(depth) || './'}${name}.bundle`
    writeFileSync(file, `'use strict'\nmodule.exports = require('${bundled}').load('${nameOf(file)}')\n`)
  }
}

const without = (files, ...others) => files.filter((file) => !others.some((other) => other.includes(file)))

const always = loadedWith(environment)
const inTests = without(reachedFrom(['environment', 'strict-environment']), always)
const reporting = without(loadedWith(['reporter']), always, inTests)
const afterTests = without(reachedFrom(['reporter']), always, inTests, reporting)
await bundle('environment', { now: always, late: inTests })
await bundle('reporter', { now: reporting, late: afterTests })
