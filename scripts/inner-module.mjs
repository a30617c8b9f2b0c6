import path from 'node:path'

/** What the compiler writes for whoever imports a single module, which nobody can: the package exports its entries alone. */
const forImporters = /^(?:Object\.defineProperty\(exports, "__esModule".*|(?:exports\.\w+ = )+void 0;)\n/gm

export function withoutImporters(code) {
  return code.replaceAll(forImporters, '')
}

/** What the compiler writes so that a function of another module gets no `this`; none of these asks for one. */
export function withPlainCalls(code) {
  return code.replaceAll(/\(0, ([\w$]+\.[\w$]+)\)\(/g, '$1(')
}

/** A module's own folder stays its own in a bundle that stands elsewhere. */
export function withOwnDirectory(code, file, bundle) {
  if (!code.includes('__dirname')) return code
  const folder = path.relative(bundle, path.dirname(file)).replaceAll(path.sep, '/')
  return `const __dirname = require('node:path').join(__filename, '${folder}')\n${code}`
}
