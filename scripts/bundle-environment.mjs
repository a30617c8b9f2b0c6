// Makes two files of what runs beside tests. Nothing is renamed in them, and each module keeps its name above it:
//   build/environment/startup.js  what every test file needs: sixty small files take twice as long to load
//                                 (`npm run bench -- --only load`)
//   build/environment/late.js     what is needed later, in the middle of tests (see late-file.mjs)
// A module that others ask for stays in its place as one line that hands on the bundled one: it is loaded once.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { rolldown } from 'rolldown'

import {
  printed,
  withOwnDirectory,
  withoutImporters,
  withPlainCalls,
  withJoinedExports,
  withPlainNames,
} from './inner-module.mjs'
import { lateFile } from './late-file.mjs'

const root = path.resolve('build')
const bundles = path.join(root, 'environment')
const { resolve } = createRequire(import.meta.url)

/** What runs beside tests begins here. All that stands at the top stays files of its own: Node looks for exports in the text. */
const entryPoints = ['environment', 'strict-environment', 'jsdom', 'strict-jsdom', 'reporter'].map(fileOf)
const lateModules = fileOf('loading/late-modules')

/** What every test file needs, and the families of most resources. */
const atOnce = loadedWith(['environment', 'loading/late-modules'])
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

const bundled = new Set([...startup, ...late])
await writeStartup()
const lateJs = path.join(bundles, 'late.js')
writeFileSync(lateJs, await lateFile(late, { output: lateJs, nameOf, requested }))
const asked = await askedForByOthers()
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

/** How a module of late.js asks for what it names. */
function requested(wanted, importer) {
  const file = resolve(path.resolve(path.dirname(importer), wanted))
  return bundled.has(file) ? `#${nameOf(file)}` : importPath(bundles, file)
}

async function writeStartup() {
  const output = path.join(bundles, 'startup.js')
  const modules = `const { join } = require('node:path')
module.exports = ${loaders(startup)}
module.exports.late = require(${JSON.stringify(lateModules)}).lateModules(join(__dirname, 'late.js'), module.exports, require)`
  const plugin = {
    name: 'from-build',
    resolveId(wanted, importer) {
      if (wanted === 'bundle') return wanted
      if (!wanted.startsWith('.') && !path.isAbsolute(wanted)) return { id: wanted, external: true }
      const file = resolve(path.resolve(path.dirname(importer), wanted))
      if (startup.includes(file)) return file
      return late.includes(file) ? `late:${nameOf(file)}` : { id: importPath(bundles, file), external: true }
    },
    load(id) {
      if (id === 'bundle') return modules
      if (id.startsWith('late:'))
        return `module.exports = require('bundle').late('${id.slice('late:'.length)}')`
      return withJoinedExports(
        withPlainNames(withoutImporters(withOwnDirectory(readFileSync(id, 'utf8'), id, output))),
      )
    },
  }
  const bundler = await rolldown({ input: 'bundle', platform: 'node', treeshake: false, plugins: [plugin] })
  const { output: written } = await bundler.generate({ file: output, format: 'cjs', strict: true })
  await bundler.close()
  const bundle = await printed(withPlainCalls(withoutStubs(flattened(written[0].code))))
  const code = compiledAtOnce(flattened(bundle))
  writeFileSync(output, code.replaceAll(/^\/\/ build\/(.+)\.js$/gm, '// $1'))
}

/** A module of late.js is kept there, once it is loaded. */
function withoutStubs(code) {
  return code.replaceAll(
    /^\/\/ late:.*\nvar (require_[\w$]+) = .*\nmodule\.exports = (require_bundle\(\)\.late\(".*"\));\n\}\)\);\n/gm,
    'var $1 = () => $2;\n',
  )
}

/**
 * What runs when the file is loaded is compiled with it. V8 looks through an arrow function first, and again when it is
 * called; a function in parentheses it takes for one that is about to be called.
 */
function compiledAtOnce(code) {
  const names = new Set(atOnce.map((file) => importPath(path.dirname(root), file).replace('./', '')))
  return code
    .split(/^(?=\/\/ )/m)
    .map((module) => (names.has(/^\/\/ (.*?)\.js$/m.exec(module)?.[1]) ? compiledWithFile(module) : module))
    .join('')
}

function compiledWithFile(module) {
  const opened = module.replace(/^(var require_[\w$]+ = once\()\(?(.*?)\)? => \{$/m, '$1(function ($2) {')
  if (opened === module)
    throw new Error(`not found in the bundle, the beginning of:\n${module.slice(0, 200)}`)
  const end = opened.lastIndexOf('\n})\n')
  return `${opened.slice(0, end)}\n}))\n${opened.slice(end + '\n})\n'.length)}`
}

/**
 * One level of indentation less: all of a bundle stands in the functions of its modules. Its tabs are those of the printer,
 * as no source has one; nor does anybody bundle it once more, for whom calls are marked as pure.
 */
function flattened(code) {
  return code.replaceAll(/^\t/gm, '').replaceAll('/* @__PURE__ */ ', '').replaceAll('__commonJSMin', 'once')
}

function handOn(file, member) {
  if (!asked.has(file)) {
    rmSync(file)
    return
  }
  const from = importPath(path.dirname(file), path.join(bundles, 'startup.js'))
  writeFileSync(file, `'use strict'\nmodule.exports = require('${from}')${member}\n`)
}
