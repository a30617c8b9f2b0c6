// Takes out of the modules that nobody imports from outside what the compiler writes for importers of any kind.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const build = resolve(import.meta.dirname, '../build')
for (const name of readdirSync(build, { recursive: true })) {
  // Entry points are those at the top.
  if (!name.endsWith('.js') || !/[\\/]/.test(name)) continue
  const file = join(build, name)
  const text = readFileSync(file, 'utf8')
  const trimmed = text
    .replace('Object.defineProperty(exports, "__esModule", { value: true });\n', '')
    .replace(/^(?:exports\.\w+ = )+void 0;\n/m, '')
  if (trimmed !== text) writeFileSync(file, trimmed)
}
