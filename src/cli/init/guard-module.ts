import type { Change } from '../init'
import type { FoundConfig } from './find-config'

/** `withLeakGuard()` around whatever a configuration exports: presets, projects, functions and promises stay as they are. */
export function guardModule({ file, text }: FoundConfig): Change {
  if (text.includes('jest-leakguard')) return { file, before: text, after: text }
  return { file, before: text, after: guard(text), ...(guard(text) === undefined && { advice }) }
}

const advice = [
  'Its export is not one that is known. Around it:',
  '',
  "  import { withLeakGuard } from 'jest-leakguard'    // or: const { withLeakGuard } = require('jest-leakguard')",
  '  export default withLeakGuard(config)              // or: module.exports = withLeakGuard(config)',
].join('\n')

function guard(text: string): string | undefined {
  const exported = [...text.matchAll(/^export default /gm)]
  const [only] = exported
  if (exported.length === 1 && only !== undefined) return guardExport(text, only.index, only[0].length)
  if (exported.length > 0 || /^export\s/m.test(text)) return undefined
  if (!/^(?:module\.)?exports\b/m.test(text)) return undefined
  return `${text.trimEnd()}\n\nmodule.exports = require('jest-leakguard').withLeakGuard(module.exports)\n`
}

function guardExport(text: string, at: number, length: number): string {
  const line = "import { withLeakGuard } from 'jest-leakguard'\n"
  const before = text.slice(0, at)
  const head = /^import\s/m.test(before) ? before.replace(/^import\s/m, `${line}$&`) : `${before}${line}\n`
  const expression = text.slice(at + length)
  const [, name, rest = ''] = /^([\w$]+);?(\s*)$/.exec(expression) ?? []
  if (name !== undefined) return `${head}export default withLeakGuard(${name})${rest}`
  const free =
    ['jestConfig', 'baseConfig', 'unguardedConfig'].find((each) => !text.includes(each)) ?? 'leakguardBase'
  return `${head}const ${free} = ${expression.trimEnd()}\n\nexport default withLeakGuard(${free})\n`
}
