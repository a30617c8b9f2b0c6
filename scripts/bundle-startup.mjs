// Puts the modules that every test file needs into one file: loading sixty small ones takes twice as long, and more
// than all that the environment does in a suite of a thousand tests (`npm run bench -- --only load`). Nothing is
// renamed and no comment lost. Each module stays in its place as one line that hands on the bundled one, so that it
// is loaded once, whoever asks for it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { rolldown } from 'rolldown'

const root = path.resolve('build')
const { resolve } = createRequire(import.meta.url)

/** What every test file needs, and the families of most resources. */
const startup = [
  'environment',
  'resources/handles/timer',
  'resources/handles/net/server',
  'resources/handles/net/socket',
  'resources/handles/net/http-agent',
  'resources/handles/net/dns-request',
]

/** What begins the bundle: no file. */
const entries = 'entries'
const bundle = path.join(root, 'environment/startup.js')

const entry = fileOf('environment')
const members = loadedWith(startup).filter((file) => file !== entry)
await writeBundle()
for (const file of members) {
  const from = importPath(path.dirname(file), bundle)
  writeFileSync(file, `'use strict'\nmodule.exports = require('${from}')['${nameOf(file)}']()\n`)
}

function fileOf(name) {
  return path.join(root, `${name}.js`)
}

/** `ownership/scope`: how a module is called in the bundle. */
function nameOf(file) {
  return path.relative(root, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)
}

function importPath(directory, file) {
  const relative = path.relative(directory, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)
  return relative.startsWith('.') ? relative : `./${relative}`
}

/** The files of the build that are loaded with these modules. */
function loadedWith(names) {
  const script = `${JSON.stringify(names.map(fileOf))}.forEach(require); console.log(JSON.stringify(Object.keys(require.cache)))`
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  return loaded.filter((file) => file.startsWith(root + path.sep))
}

async function writeBundle() {
  const bundler = await rolldown({
    input: entries,
    platform: 'node',
    treeshake: false,
    plugins: [{ name: 'from-build', resolveId, load }],
  })
  await bundler.write({ file: bundle, format: 'cjs', strict: true })
}

/** What the bundle does not hold is loaded from its own file. */
function resolveId(wanted, importer) {
  if (wanted === entries || path.isAbsolute(wanted)) return wanted
  if (!wanted.startsWith('.')) return { id: wanted, external: true }
  const file = resolve(path.resolve(path.dirname(importer), wanted))
  return members.includes(file) ? file : { id: importPath(path.dirname(bundle), file), external: true }
}

function load(file) {
  if (file === entries) {
    const modules = members.map((member) => `'${nameOf(member)}': () => require(${JSON.stringify(member)})`)
    return `module.exports = {\n${modules.join(',\n')}\n}`
  }
  const text = readFileSync(file, 'utf8')
  if (!text.includes('__dirname')) return text
  // A module's own folder stays its own.
  const folder = path.relative(bundle, path.dirname(file)).replaceAll(path.sep, '/')
  return `const __dirname = require('node:path').join(__filename, '${folder}')\n${text}`
}
