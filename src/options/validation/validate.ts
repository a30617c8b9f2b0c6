import { describeValue, pathTo } from './describe-value'
import { defaultOptions, type LeakGuardOptions, type ResolvedOptions } from '../options'
import { OptionsError } from './options-error'
import { rulesFor } from './rules'
import { isRecord, suggestion } from './value-checks'

/**
 * Checks the options a user wrote and fills in the defaults.
 *
 * @param input what the user wrote; `undefined` means all defaults, and an option that is `undefined` its own
 * @param knownTypes the resource types that `types` may name besides `'*'`
 * @param where the place the user wrote it, for messages: `testEnvironmentOptions.leakguard`
 * @throws OptionsError that lists every problem of `input`
 */
export function resolveOptions(
  input: unknown,
  knownTypes: readonly string[],
  where: string,
): ResolvedOptions {
  const given = checkOptions(input, knownTypes, where)
  const singletons = { ...defaultOptions.singletons, ...given.singletons }
  return { ...defaultOptions, ...given, types: { ...given.types }, singletons }
}

/** As `resolveOptions`, but only what was written: options that are absent or `undefined` are left out. */
export function checkOptions(input: unknown, knownTypes: readonly string[], where: string): LeakGuardOptions {
  if (input === undefined) return {}
  if (!isRecord(input)) {
    throw new OptionsError(where, [`${where}: expected an object of options, got ${describeValue(input)}`])
  }
  const problems = problemsOf(input, knownTypes, where)
  if (problems.length > 0) throw new OptionsError(where, problems)
  const written = withoutUndefined(input)
  for (const name of ['types', 'singletons', 'limits']) {
    if (isRecord(written[name])) written[name] = withoutUndefined(written[name])
  }
  // Every key and value was checked by its rule just now.
  return written
}

function problemsOf(input: Record<string, unknown>, knownTypes: readonly string[], where: string): string[] {
  const rules = new Map(Object.entries(rulesFor(knownTypes)))
  return Object.entries(input).flatMap(([name, value]) => {
    const here = pathTo(where, name)
    const rule = rules.get(name)
    if (rule === undefined) return [`${here}: unknown option${suggestion(name, [...rules.keys()])}`]
    return value === undefined ? [] : rule(value, here)
  })
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
