// Puts the modules that every test file needs into one file: loading sixty small ones takes twice as long, and more
// than all that the environment does in a suite of a thousand tests (`npm run bench -- --only load`). What is needed
// later stands in a second file, whose text is read at the start: in the middle of tests the file system may be
// mocked, or out of descriptors. Nothing is renamed and no comment lost. Each module stays in its place as one line
// that hands on that one, so that it is loaded once, whoever asks for it.
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

/** They stay files of their own: the entry points, and what loads all others. */
const apart = ['environment', 'strict-environment', 'reporter', 'loading/late-modules', 'kept/as-before-tests']

/** What begins a bundle: no file. */
const entries = 'entries'

const relativeRequire = /\brequire\(["'](\.[^"']+)["']\)/g

const atStart = loadedWith(startup)
const inTests = without(reachedFrom(['environment', 'strict-environment']), atStart)
const ofReporter = without(loadedWith(['reporter']), atStart, inTests)
const afterTests = without(reachedFrom(['reporter']), atStart, inTests, ofReporter)
await writeBundle('environment/startup', atStart, inTests)
await writeBundle('reporter/startup', ofReporter, afterTests)

function fileOf(name) {
  return path.join(root, `${name}.js`)
}

/** `./ownership/scope`: how a module is called by the others. */
function nameOf(file) {
  return `./${path.relative(root, file).replaceAll(path.sep, '/').slice(0, -'.js'.length)}`
}

/** The file that `wanted` means in `file`. */
function found(wanted, file) {
  return resolve(path.resolve(path.dirname(file), wanted))
}

/** Comments show calls of `require`, too. */
function withoutComments(text) {
  return text.replaceAll(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '')
}

function without(files, ...others) {
  return files.filter((file) => !others.some((other) => other.includes(file)))
}

/** The files of the build that are loaded with these modules. */
function loadedWith(names) {
  const script = `${JSON.stringify(names.map(fileOf))}.forEach(require); console.log(JSON.stringify(Object.keys(require.cache)))`
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))
  return without(
    loaded.filter((file) => file.startsWith(root + path.sep)),
    apart.map(fileOf),
  )
}

/** All that these modules may ever load. */
function reachedFrom(names) {
  const reached = new Set(names.map(fileOf))
  for (const file of reached) {
    const calls = withoutComments(readFileSync(file, 'utf8')).matchAll(relativeRequire)
    for (const [, wanted] of calls) reached.add(found(wanted, file))
  }
  return without([...reached], apart.map(fileOf))
}

async function writeBundle(name, now, late) {
  const bundler = await rolldown({
    input: entries,
    platform: 'node',
    treeshake: false,
    plugins: [fromBuild(fileOf(name), now)],
  })
  const { output } = await bundler.generate({ format: 'cjs', strict: true })
  const lateName = `${name.replace(/[^/]+$/, 'late')}.txt`
  const up = '../'.repeat(name.split('/').length - 1)
  writeFileSync(
    fileOf(name),
    `'use strict'
const { lateModules } = require('${up}loading/late-modules')
const load = lateModules('${lateName}', () => module.exports.now, require)
;((require) => {
${output[0].code}
})(load)
module.exports.load = load
`,
  )
  writeFileSync(path.join(root, lateName), late.map(lateText).join(''))
  for (const file of [...now, ...late]) {
    const from = path.relative(path.dirname(file), path.join(root, name)).replaceAll(path.sep, '/')
    const bundle = from.startsWith('.') ? from : `./${from}`
    writeFileSync(file, `'use strict'\nmodule.exports = require('${bundle}').load('${nameOf(file)}')\n`)
  }
}

/** What the bundle does not hold is asked for by its name. */
function fromBuild(bundle, members) {
  return {
    name: 'from-build',
    resolveId(wanted, importer) {
      if (wanted === entries || path.isAbsolute(wanted)) return wanted
      if (!wanted.startsWith('.')) return { id: wanted, external: true }
      const file = found(wanted, importer)
      return members.includes(file) ? file : { id: nameOf(file), external: true }
    },
    load(file) {
      if (file === entries) {
        const modules = members.map((member) => `'${nameOf(member)}': () => require(${JSON.stringify(member)})`)
        return `exports.now = {\n${modules.join(',\n')}\n}`
      }
      const text = readFileSync(file, 'utf8')
      if (!text.includes('__dirname')) return text
      // A module's own folder stays its own.
      const folder = path.relative(bundle, path.dirname(file)).replaceAll(path.sep, '/')
      return `const __dirname = require('node:path').join(__filename, '${folder}')\n${text}`
    },
  }
}

/** A module under its name, in characters that take one byte, asking for others by their names. */
function lateText(file) {
  const text = readFileSync(file, 'utf8')
    .replaceAll(/^(?!\s*(?:\/?\*|\/\/)).*$/gm, (line) =>
      line.replace(relativeRequire, (_, wanted) => `require("${nameOf(found(wanted, file))}")`),
    )
    // Outside of strings, regular expressions and comments there are none.
    .replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `\n//# module ${nameOf(file)}\n${text}`
}
