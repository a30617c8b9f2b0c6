import { isRange } from './version-range'

/** What opened a resource, as an allowance names it. */
export type Creator =
  | { readonly kind: 'package'; readonly name: string; readonly range: string | undefined }
  | { readonly kind: 'path'; readonly glob: string }
  | { readonly kind: 'function'; readonly name: string }

const packageName = /^((?:@[\w.~-]+\/)?[\w.~-]+)(?:@(.+))?$/

/** Reads `createdBy`; `undefined` when it is none of the three. */
export function parseCreator(text: string): Creator | undefined {
  const fn = /^([\w$.#]+)\(\)$/.exec(text)
  if (fn?.[1] !== undefined) return { kind: 'function', name: fn[1] }
  const [, name, range] = packageName.exec(text) ?? []
  if (name !== undefined) {
    return range === undefined || isRange(range) ? { kind: 'package', name, range } : undefined
  }
  return /[/*]/.test(text) && !/[\s\\]/.test(text) && !text.startsWith('/')
    ? { kind: 'path', glob: text }
    : undefined
}
