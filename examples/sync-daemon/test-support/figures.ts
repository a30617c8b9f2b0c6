import { appendFileSync, readdirSync } from 'node:fs'

/** What a process holds, and what it has used. */
export interface Figures {
  readonly descriptors: number
  readonly rssMb: number
}

export function figures(): Figures {
  return { descriptors: descriptors(), rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20) }
}

/** Hands figures over to `npm run measure`; does nothing in a usual run. */
export function report(row: Readonly<Record<string, number>>): void {
  const file = process.env['SYNC_FIGURES']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`)
}

/** Linux and macOS have a directory of them; reading it takes one more. */
function descriptors(): number {
  try {
    return readdirSync('/dev/fd').length - 1
  } catch {
    return Number.NaN
  }
}
