import type { Allowance } from '../options/allowance'
import type { LeakGuardOptions } from '../options/options'
import { mergeOptions } from '../options/merge-options'
import { OptionsError } from '../options/validation/options-error'
import { checkOptions } from '../options/validation/validate'
import { isRecord } from '../options/validation/value-checks'
import { parseAllow } from './parse'

/** The tags of a file's docblock as Jest reads them. */
export type Pragmas = Readonly<Record<string, string | readonly string[] | undefined>>

/** What the docblock of one file says about it. */
export interface FileAnnotations {
  readonly off: boolean
  readonly options: LeakGuardOptions
  readonly allowances: readonly { readonly allowance: Allowance; readonly where: string }[]
}

const nested = 'jest-environment-options'

/**
 * Reads `@leakguard off`, `@leakguard {"gracePeriod": 500}` and `@leakguard-allow ...`. `where` names the place of
 * the nth tag of a name.
 *
 * @throws OptionsError for what is not valid, and for options that would replace those of the project
 */
export function readDocblock(
  pragmas: Pragmas,
  knownTypes: readonly string[],
  where: (tag: string, index: number) => string,
): FileAnnotations {
  refuseNested(pragmas, where)
  const own = valuesOf(pragmas.leakguard).map((text, index) =>
    readTag(text, `${where('leakguard', index)}: @leakguard`, knownTypes),
  )
  const problems = Object.keys(pragmas)
    .filter((name) => name.startsWith('leakguard') && name !== 'leakguard' && name !== 'leakguard-allow')
    .map((name) => unknownTag(where(name, 0), `@${name}`))
  const parsed = valuesOf(pragmas['leakguard-allow']).map((text, index) => {
    const place = where('leakguard-allow', index)
    return { place, ...parseAllow(text, place, knownTypes) }
  })
  problems.push(...parsed.flatMap((one) => [...one.problems]))
  if (problems.length > 0) throw new OptionsError('the docblock', problems)
  return {
    off: own.includes('off'),
    options: mergeOptions(...own.filter((options) => options !== 'off')),
    allowances: parsed.flatMap(({ allowance, place }) =>
      allowance === undefined ? [] : [{ allowance, where: place }],
    ),
  }
}

/** What is wrong with a tag that nobody knows. */
export function unknownTag(where: string, tag: string): string {
  return `${where}: unknown annotation ${tag}; expected @leakguard-allow, or @leakguard in the comment that the file starts with`
}

function readTag(text: string, where: string, knownTypes: readonly string[]): LeakGuardOptions | 'off' {
  if (text.trim() === 'off') return 'off'
  let options: unknown
  try {
    options = JSON.parse(text)
  } catch {
    throw new OptionsError(where, [
      `${where}: expected \`off\` or options as JSON, as in {"gracePeriod": 500}, got neither`,
    ])
  }
  return checkOptions(options, knownTypes, where)
}

/** Jest merges these options flatly: those of the project would be gone, and nobody would know. */
function refuseNested(pragmas: Pragmas, where: (tag: string, index: number) => string): void {
  for (const [index, text] of valuesOf(pragmas[nested]).entries()) {
    let options: unknown
    try {
      options = JSON.parse(text)
    } catch {
      // Jest has said so already.
    }
    if (!isRecord(options) || options.leakguard === undefined) continue
    throw new OptionsError('the docblock', [
      `${where(nested, index)}: @${nested} with "leakguard" would drop the project's options; ` +
        `expected \`@leakguard ${JSON.stringify(options.leakguard)}\`, which adds to them`,
    ])
  }
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
