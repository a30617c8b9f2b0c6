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
