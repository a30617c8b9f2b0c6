import type { LimitName } from '../options/limits'
import type { ExceededLimit } from '../verdict/limits'
import type { FileRecord } from '../verdict/record'

interface LimitWording {
  readonly what: (value: string) => string
  readonly help: string
}

const kept =
  'what module variables, caches and globals keep stays until the file ends: empty them in `afterEach`'

const wordings: Readonly<Record<LimitName, LimitWording>> = {
  fileDescriptors: {
    what: (n) => `this process had ${n} file descriptors open at once`,
    help: 'close what tests open in `afterEach`, or open less at once',
  },
  connections: {
    what: (n) => `this file had ${n} connections open at once`,
    help: 'use a pool with a lower `max`, and close what tests open in `afterEach`',
  },
  heapGrowth: { what: (n) => `the heap grew by ${n} during the tests of this file`, help: kept },
  externalGrowth: {
    what: (n) => `memory outside the heap grew by ${n} during the tests of this file`,
    help: `Buffers and add-ons: ${kept}`,
  },
  rssGrowth: {
    what: (n) => `the process grew by ${n} during the tests of this file`,
    help: 'compare `counts` in the record: what of it is the heap, what is external',
  },
}

/** `this file had 12 connections open at once, and its limit is 10`, aligned facts below. */
export function limitMessage({ from, test, to, ...exceeded }: ExceededLimit): string {
  const { name, limit, severity } = exceeded
  const rows: (readonly [string, string | undefined])[] = [
    ['most', test === undefined ? undefined : `when "${test.join(' › ')}" ended`],
    ['memory', from === undefined || to === undefined ? undefined : growth(from, to)],
    ['limit', `limits: { ${name}: ${severity === 'fail' ? String(limit) : `{ warn: ${String(limit)} }`} }`],
    ['help', wordings[name].help],
  ]
  const lines = rows.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${`${label}:`.padEnd(9)}${text}`],
  )
  return [limitHeadline(exceeded), '', ...lines].join('\n')
}

/** `a.test.js: this file had 12 connections open at once, and its limit is 10`, for warnings: Jest prints failures. */
export function limitLines(records: readonly Pick<FileRecord, 'counts' | 'file'>[]): string[] {
  return records.flatMap(({ counts, file }) =>
    (counts?.limits ?? [])
      .filter(({ severity }) => severity === 'warn')
      .map((limit) => `${file}: ${limitHeadline(limit)}`),
  )
}

/** `this file had 12 connections open at once, and its limit is 10` */
export function limitHeadline({ name, value, limit }: ExceededLimit): string {
  const amount = name.endsWith('Growth') ? megabytes : String
  return `${wordings[name].what(amount(value))}, and its limit is ${amount(limit)}`
}

function growth(from: number, to: number): string {
  return `${megabytes(from)} before, ${megabytes(to)} after, each after a full garbage collection`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
