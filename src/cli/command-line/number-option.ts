import { UsageError } from '../../terminal/usage-error'

interface Range {
  readonly least: number
  readonly most: number
}

/** The whole number that an option gives; undefined when it was not given. @throws UsageError */
export function numberOption(
  name: string,
  given: string | boolean | undefined,
  { least, most }: Range,
): number | undefined {
  if (given === undefined) return undefined
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (value >= least && value <= most) return value
  throw new UsageError(
    `\`--${name}\`: expected a whole number from ${String(least)} to ${String(most)}, got \`${String(given)}\``,
  )
}
