// Puts modules that are loaded together into one file: loading fifty small files took longer than all that the
// environment does in a suite of a thousand tests. Each module stays in its place as one line that hands on the
// bundled one, so that it is still loaded once, whoever asks for it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { build } from 'esbuild'

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
/** What the first suspect of a process needs. */
const judging = ['environment/judging/parts']
/** What a run needs that writes a report. */
const reporter = ['reporter', 'reporter/tell']

const publicFiles = new Set(['environment', 'reporter'].map(fileOf))

function fileOf(name) {
  return path.join(root, `${name}.js`)
}

/** The files of the build that are loaded with these modules. */
function loadedWith(names) {
  const script = `${JSON.stringify(names.map(fileOf))}.forEach(require); console.log(JSON.stringify(Object.keys(require.cache)))`
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  return loaded.filter((file) => file.startsWith(root + path.sep) && !publicFiles.has(file))
}

/** `./ownership/scope`: how a file in the root of the build names that module. */
function nameOf(file) {
  return `./${path.relative(root, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)}`
}

/** What the bundle does not hold is loaded from its own file; directories are named as each module knew its own. */
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

async function bundle(name, files) {
  const loaders = files.map((file) => `'${nameOf(file)}': () => require('${nameOf(file)}')`)
  await build({
    stdin: { contents: `module.exports = {${loaders.join(', ')}}`, resolveDir: root },
    outfile: fileOf(`${name}.bundle`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [fromBuild(new Set(files))],
  })
  for (const file of files) {
    const depth = path.relative(root, file).split(path.sep).length - 1
    const bundled = `${'../'.repeat(depth) || './'}${name}.bundle`
    writeFileSync(file, `'use strict'\nmodule.exports = require('${bundled}')['${nameOf(file)}']()\n`)
  }
}

const always = loadedWith(environment)
const forSuspects = loadedWith([...environment, ...judging]).filter((file) => !always.includes(file))
const forReports = loadedWith([...environment, ...reporter]).filter((file) => !always.includes(file))
await bundle('environment', always)
await bundle(
  'words',
  forSuspects.filter((file) => forReports.includes(file)),
)
await bundle(
  'judging',
  forSuspects.filter((file) => !forReports.includes(file)),
)
await bundle(
  'reporter',
  forReports.filter((file) => !forSuspects.includes(file)),
)
