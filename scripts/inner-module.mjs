/** What the compiler writes for whoever imports a single module, which nobody can: the package exports its entries alone. */
const forImporters = /^(?:Object\.defineProperty\(exports, "__esModule".*|(?:exports\.\w+ = )+void 0;)\n/gm

export function withoutImporters(code) {
  return code.replaceAll(forImporters, '')
}
