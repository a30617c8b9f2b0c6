import path from 'node:path'
import vm from 'node:vm'

import { format } from 'prettier'

/** As few characters as readable code takes: comments apart, the package is these files. */
const asPrinted = {
  parser: 'babel',
  useTabs: true,
  semi: false,
  singleQuote: true,
  trailingComma: 'none',
  arrowParens: 'avoid',
  objectWrap: 'collapse',
  bracketSpacing: false,
  printWidth: 240,
}

/** What the compiler wrote, as it is published. */
export async function innerModule(code) {
  return printed(withJoinedExports(withPlainNames(withPlainCalls(withoutImporters(code)))))
}

export async function printed(code) {
  return withJoinedRequires(await format(code, asPrinted))
}

/** What modules ask for, as one declaration: there are a thousand. */
function withJoinedRequires(code) {
  return code.replaceAll(/(?:^const .+ = (?:__importDefault\()?require.*\)\n){2,}/gm, (lines) =>
    lines.replaceAll('\nconst ', ',\n\t'),
  )
}

/** What the compiler writes for whoever imports a single module, which nobody can: the package exports its entries alone. */
const forImporters = /^(?:Object\.defineProperty\(exports, "__esModule".*|(?:exports\.\w+ = )+void 0;)\n/gm

export function withoutImporters(code) {
  return code.replaceAll(forImporters, '').replace(importsDefault, shortImportsDefault)
}

/** What the compiler writes for modules that import a default, and the same in short: no module has a `this` with helpers. */
const importsDefault =
  /^var __importDefault = \(this && this\.__importDefault\) \|\| function \(mod\) \{\n.*\n\};\n/m
const shortImportsDefault = 'const __importDefault = mod => mod && mod.__esModule ? mod : { default: mod };\n'

/** What the compiler writes so that a function of another module gets no `this`; none of these asks for one. */
export function withPlainCalls(code) {
  return code.replaceAll(/\(0, ([\w$]+\.[\w$]+)\)\(/g, '$1(')
}

/** Functions that a module exports before anything else of it runs, each named once instead of twice. */
export function withJoinedExports(code) {
  return code.replaceAll(/(?:^exports\.(\w+) = \1;\n){2,}/gm, (lines) => {
    const names = [...lines.matchAll(/^exports\.(\w+)/gm)].map(([, name]) => name)
    return `Object.assign(exports, { ${names.join(', ')} });\n`
  })
}

/** `names` for what the compiler calls `names_1`, where the module has nothing else of that name. */
export function withPlainNames(code) {
  const imported = code.matchAll(/^const (\w+)_1 = (?:__importDefault\()?require\w*\(/gm)
  return [...imported].reduce((text, [, name]) => {
    const elsewhere = new RegExp(String.raw`(?<![\w$]|(?<!\.\.)\.)${name}(?![\w$:])`)
    if (!isFree(name) || elsewhere.test(withoutPaths(text))) return text
    return text.replaceAll(new RegExp(String.raw`\b${name}_1\b`, 'g'), name)
  }, code)
}

const ofModules = new Set(['exports', 'module', 'require'])

/** Whether a module can call something so, and means nothing else by it. */
function isFree(name) {
  if (name in globalThis || ofModules.has(name)) return false
  try {
    new vm.Script(`'use strict'; const ${name} = 0`)
    return true
  } catch {
    return false
  }
}

function withoutPaths(code) {
  return code.replaceAll(/\brequire\((['"]).*?\1\)/g, '')
}

/**
 * A module's own folder stays its own in a bundle that stands elsewhere, `build/environment/late.js`. Tests may have replaced
 * Node's `join` by the time that a late module is loaded.
 */
export function withOwnDirectory(code, file, bundle) {
  if (!code.includes('__dirname')) return code
  const folder = posixRelative(bundle, path.dirname(file))
  const paths = posixRelative(path.dirname(file), path.join(bundle, '../../kept/path'))
  return `const __dirname = require('${paths}').join(__filename, '${folder}')\n${code}`
}

function posixRelative(from, to) {
  const relative = path.relative(from, to).replaceAll(path.sep, '/')
  return relative.startsWith('.') ? relative : `./${relative}`
}
