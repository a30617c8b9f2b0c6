import type { Holder } from './holders'
import { assigned, escaped } from '../watched'

/** Source text that replaces a member of an object, the surest first. */
export function memberSources({ module, name }: Holder, member: string): RegExp[] {
  const quoted = String.raw`\s*,\s*['"\`]${escaped(member)}['"\`]`
  // `process.stdout` is `stdout` for whoever has taken it out, and `fs/promises` has no name in source text.
  const object = escaped(name.replace(/^process\.(?=std)|^.*\//, ''))
  const merged = name === 'Object.prototype' ? [/__proto__|\bconstructor\W{1,9}prototype\b/] : []
  // Looked for backwards from what was found, not from every place of a file that may be large.
  const inModule = String.raw`(?<=['"\x60](?:node:)?${module ?? ''}['"\x60][^]*)`
  return [
    assigned(String.raw`\b${object}`, member),
    new RegExp(String.raw`\bdefineProperty\(\s*\(*(?:\w+\.)*${object}\b[^,\n]*${quoted}`),
    new RegExp(String.raw`\b(?:assign|defineProperties)\(\s*\(*(?:\w+\.)*${object}\b[^,\n]*,`),
    ...(member === 'argv'
      ? [/\bargv(?:\.(?:push|unshift|splice|pop|shift|length)\b|\[[^\]]*\]\s*=(?!=))/]
      : []),
    // By what somebody has merged into any object.
    ...merged,
    // By another name, in a file that names the module.
    ...(module === undefined
      ? []
      : [new RegExp(assigned(String.raw`\b\w+(?:\.prototype)?`, member).source + inModule)]),
  ]
}
