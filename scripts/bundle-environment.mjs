// Makes two files of what runs beside tests. Nothing is renamed in them, and each module keeps its name above it:
//   build/environment/startup.js  what every test file needs: sixty small files take twice as long to load
//                                 (`npm run bench -- --only load`)
//   build/environment/late.js     what is needed later, in the middle of tests: its text is read at the start, because
//                                 by then the file system may be mocked (see src/loading/late-modules.ts)
// A module that others ask for stays in its place as one line that hands on the bundled one: it is loaded once.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { rolldown } from 'rolldown'

import { withoutImporters, withPlainCalls } from './inner-module.mjs'

const root = path.resolve('build')
const bundles = path.join(root, 'environment')
const { resolve } = createRequire(import.meta.url)

/** What runs beside tests begins here. All that stands at the top stays files of its own: Node looks for exports in the text. */
const entryPoints = ['environment', 'strict-environment', 'jsdom', 'strict-jsdom', 'reporter'].map(fileOf)
const lateModules = fileOf('loading/late-modules')

/** What every test file needs, and the families of most resources. */
const startup = loadedWith([
  'environment',
  'loading/late-modules',
  'resources/state/process-state',
  'resources/handles/timer',
  'resources/handles/net/server',
  'resources/handles/net/socket',
  'resources/handles/net/http-agent',
  'resources/handles/net/dns-request',
])
const late = (await reachedFrom(entryPoints)).filter((file) => !startup.includes(file))

const startupModules = `const { join } = require('node:path')
module.exports = ${loaders(startup)}
module.exports.late = require(${JSON.stringify(lateModules)}).lateModules(join(__dirname, 'late.js'), module.exports, require)`
const ofLate = await write('startup', startup, startupModules, (name) => `require('bundle').late('${name}')`)
await write('late', late, `module.exports = ${loaders(late)}`, (name) => `require('./startup')['${name}']()`)
const asked = await askedForByOthers()
// Of the other one the benchmarks ask for more.
handOut('late', new Set([...ofLate, ...[...asked].filter(inBuild).map(nameOf)]))
for (const file of startup) handOn(file, `['${nameOf(file)}']()`)
for (const file of late) handOn(file, `.late('${nameOf(file)}')`)

function fileOf(name) {
  return path.join(root, `${name}.js`)
}

/** `ownership/scope`: how a module is called in its bundle. */
function nameOf(file) {
  return importPath(root, file).slice('./'.length)
}

function importPath(directory, file) {
  const relative = path.relative(directory, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)
  return relative.startsWith('.') ? relative : `./${relative}`
}

function inBuild(file) {
  return file.startsWith(root + path.sep) && file.endsWith('.js') && path.dirname(file) !== root
}

/** The files of the build that are loaded with these modules. */
function loadedWith(names) {
  const script = `${JSON.stringify(names.map(fileOf))}.forEach(require); console.log(JSON.stringify(Object.keys(require.cache)))`
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).filter(inBuild)
}

/** The files of the build that these may ever load. */
async function reachedFrom(files) {
  const reached = []
  const external = (wanted) => !/^[./]/.test(wanted) && !path.isAbsolute(wanted)
  const moduleParsed = ({ id }) => void reached.push(path.normalize(id))
  const bundler = await rolldown({
    input: files,
    platform: 'node',
    external,
    plugins: [{ name: 'reached', moduleParsed }],
  })
  await bundler.generate({ format: 'cjs' })
  await bundler.close()
  return reached.filter(inBuild).toSorted()
}

/** Modules of the bundles that others load by their own place. */
async function askedForByOthers() {
  const bundled = new Set([...startup, ...late])
  const files = readdirSync(root, { recursive: true }).map((name) => path.join(root, name))
  const others = files.filter(
    (file) => file.endsWith('.js') && !bundled.has(file) && path.dirname(file) !== bundles,
  )
  const asked = new Set()
  const plugin = {
    name: 'asked',
    resolveId(wanted, importer) {
      if (importer === undefined) return wanted
      if (!wanted.startsWith('.')) return { id: wanted, external: true }
      asked.add(resolve(path.resolve(path.dirname(importer), wanted)))
      return { id: wanted, external: true }
    },
  }
  const bundler = await rolldown({ input: others, platform: 'node', plugins: [plugin] })
  await bundler.generate({ format: 'cjs' })
  await bundler.close()
  return asked
}

function loaders(files) {
  return `{\n${files.map((file) => `'${nameOf(file)}': () => require(${JSON.stringify(file)})`).join(',\n')}\n}`
}

/**
 * `absent` says how the modules of the other bundle are reached; what is in neither is loaded from its own file. Returns the
 * names of those of the other bundle.
 */
async function write(name, members, text, absent) {
  const output = path.join(bundles, `${name}.js`)
  const ofOther = new Set()
  const plugin = {
    name: 'from-build',
    resolveId(wanted, importer) {
      if (wanted === 'bundle') return wanted
      if (!/^\.|^bundle$/.test(wanted) && !path.isAbsolute(wanted)) return { id: wanted, external: true }
      if (importer.startsWith('absent:')) return { id: wanted, external: true }
      const file = resolve(path.resolve(path.dirname(importer), wanted))
      if (members.includes(file)) return file
      return inBuild(file) && [...startup, ...late].includes(file)
        ? `absent:${nameOf(file)}`
        : { id: importPath(bundles, file), external: true }
    },
    load(id) {
      if (id === 'bundle') return text
      if (id.startsWith('absent:')) {
        const other = id.slice('absent:'.length)
        ofOther.add(other)
        return `module.exports = ${absent(other)}`
      }
      return withOwnDirectory(id, output)
    },
  }
  const bundler = await rolldown({ input: 'bundle', platform: 'node', treeshake: false, plugins: [plugin] })
  const { output: bundled } = await bundler.generate({ file: output, format: 'cjs', strict: true })
  await bundler.close()
  writeFileSync(output, withPlainCalls(flattened(bundled[0].code)))
  return ofOther
}

/** Of a bundle's modules only these are asked for from outside. */
function handOut(name, wanted) {
  const file = path.join(bundles, `${name}.js`)
  const loader = /^(\t*)"([\w./-]+)": \(\) => (require_[\w$]+)\(\)(,?)\n/gm
  const keep = (_line, indent, module, load, comma) =>
    wanted.has(module) ? `${indent}"${module}": ${load}${comma}\n` : ''
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(loader, keep))
}

/**
 * One level of indentation less: all of a bundle stands in the functions of its modules. Its tabs are those of the printer,
 * as no source has one; nor does anybody bundle it once more, for whom calls are marked as pure.
 */
function flattened(code) {
  return code
    .replaceAll(/^\t/gm, '')
    .replaceAll('/* @__PURE__ */ ', '')
    .replaceAll(/^\/\/ build\/(.+)\.js$/gm, '// $1')
}

/** A module's own folder stays its own. */
function withOwnDirectory(file, output) {
  const text = withoutImporters(readFileSync(file, 'utf8'))
  if (!text.includes('__dirname')) return text
  const folder = path.relative(output, path.dirname(file)).replaceAll(path.sep, '/')
  // Tests may have replaced Node's own `join` by the time that a late module is loaded.
  const paths = importPath(path.dirname(file), path.join(root, 'kept', 'path.js'))
  return `const __dirname = require('${paths}').join(__filename, '${folder}')\n${text}`
}

function handOn(file, member) {
  if (!asked.has(file)) {
    rmSync(file)
    return
  }
  const from = importPath(path.dirname(file), path.join(bundles, 'startup.js'))
  writeFileSync(file, `'use strict'\nmodule.exports = require('${from}')${member}\n`)
}
