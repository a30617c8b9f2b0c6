import { allowancesProblems } from './allowance-rules'
import { describeValue, listWords, pathTo } from './describe-value'
import { limitProblems } from './limit-rules'
import { nearestName } from './nearest-name'
import { isOwnType } from './type-names'
import { isRecord, suggestion } from './value-checks'
import type { LeakGuardOptions, SingletonOptions } from '../options'

/** Says what is wrong with the value of one option; an empty list when nothing is. */
export type Rule = (value: unknown, where: string) => string[]

const severities = ['fail', 'warn', 'off'] as const
const longestGracePeriod = 10_000
const longestReset = 60_000
const mostChurn = 100

const singletonRules: Record<keyof SingletonOptions, Rule> = {
  registered: (value, where) => oneOf(['reset', 'fail', 'off'])(value, where),
  discovered: (value, where) => oneOf(['reset', 'warn', 'fail', 'off'])(value, where),
  modules: moduleExports,
  timeout: (value, where) => milliseconds(1, longestReset)(value, where),
}

/** One rule per option; `knownTypes` are the resource types that `types` may name besides `'*'`. */
export function rulesFor(knownTypes: readonly string[]): Record<keyof LeakGuardOptions, Rule> {
  return {
    types: severityPerType(knownTypes),
    thirdParty: oneOf(severities),
    isolation: oneOf(['file', 'test']),
    attribution: oneOf(['async', 'file']),
    gracePeriod: milliseconds(0, longestGracePeriod),
    trace: oneOf(['site', 'stack', 'none']),
    closeLeaked: trueOrFalse,
    restoreState: trueOrFalse,
    allow: (value, where) => allowancesProblems(value, where, knownTypes),
    churnLimit: wholeNumber(1, mostChurn),
    staleAllowances: oneOf(severities),
    baseline: fileOrFalse,
    postgres: server(['postgres:', 'postgresql:'], 'postgres://user@host:5432/database'),
    mysql: server(['mysql:'], 'mysql://user@host:3306/database'),
    redis: server(['redis:', 'rediss:'], 'redis://host:6379'),
    resetAddons: trueOrFalse,
    singletons: recordOf(singletonRules, '{ registered: "fail" }'),
    limits: limitProblems,
    adapters: moduleNames('./leakguard-adapter.js'),
    rulePacks: (value, where) => (value === false ? [] : moduleNames('./leakguard-rules.json')(value, where)),
  }
}

function oneOf(words: readonly string[]): Rule {
  return (value, where) => {
    if (typeof value === 'string' && words.includes(value)) return []
    const nearest = typeof value === 'string' ? nearestName(value, words) : undefined
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
    return [`${where}: expected ${listWords(words)}, got ${describeValue(value)}${hint}`]
  }
}

function milliseconds(least: number, most: number): Rule {
  return (value, where) => {
    if (typeof value === 'number' && value >= least && value <= most) return []
    return [
      `${where}: expected a number of milliseconds from ${least} to ${most}, got ${describeValue(value)}`,
    ]
  }
}

function wholeNumber(least: number, most: number): Rule {
  return (value, where) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? []
      : [`${where}: expected a whole number from ${least} to ${most}, got ${describeValue(value)}`]
}

/** An object of options with a rule for each; `example` shows one. */
function recordOf(rules: Readonly<Record<string, Rule>>, example: string): Rule {
  return (value, where) => {
    if (!isRecord(value))
      return [`${where}: expected an object such as ${example}, got ${describeValue(value)}`]
    return Object.entries(value).flatMap(([name, given]) => {
      const here = pathTo(where, name)
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
      if (rule === undefined) return [`${here}: unknown option${suggestion(name, Object.keys(rules))}`]
      return given === undefined ? [] : rule(given, here)
    })
  }
}

/** Modules by path: a package's singleton is not the project's to reset by name. */
function moduleExports(value: unknown, where: string): string[] {
  const example = '["./src/db#DatabaseService"]'
  if (!Array.isArray(value))
    return [`${where}: expected an array such as ${example}, got ${describeValue(value)}`]
  return value.flatMap((given: unknown, index) =>
    typeof given === 'string' && /^(?:\.{1,2}\/|\/|<rootDir>\/|[A-Za-z]:[\\/])[^#]+(?:#[^#]+)?$/.test(given)
      ? []
      : [
          `${where}[${index}]: expected a path and an export such as "./src/db#DatabaseService", got ${describeValue(given)}`,
        ],
  )
}

const fileOrFalse: Rule = (value, where) =>
  value === false || (typeof value === 'string' && value !== '')
    ? []
    : [`${where}: expected the name of a file or false, got ${describeValue(value)}`]

const trueOrFalse: Rule = (value, where) =>
  typeof value === 'boolean' ? [] : [`${where}: expected true or false, got ${describeValue(value)}`]

function moduleNames(example: string): Rule {
  return (value, where) => {
    if (!Array.isArray(value)) {
      return [`${where}: expected an array of modules such as ["${example}"], got ${describeValue(value)}`]
    }
    return value.flatMap((item: unknown, index) =>
      typeof item === 'string' && item !== ''
        ? []
        : [`${where}[${String(index)}]: expected the name or path of a module, got ${describeValue(item)}`],
    )
  }
}

/** Values are never repeated: they contain passwords. */
function server(protocols: readonly string[], example: string): Rule {
  return (value, where) => {
    if (value === false) return []
    if (!isRecord(value)) {
      return [`${where}: expected false or an object such as {}, got ${describeValue(value)}`]
    }
    return Object.entries(value).flatMap(([name, given]) => {
      const here = pathTo(where, name)
      if (name !== 'connectionString')
        return [`${here}: unknown option${suggestion(name, ['connectionString'])}`]
      if (given === undefined || isUrlOf(protocols, given)) return []
      const got = typeof given === 'string' ? 'another string' : describeValue(given)
      return [`${here}: expected a URL such as ${example}, got ${got}`]
    })
  }
}

function isUrlOf(protocols: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function severityPerType(knownTypes: readonly string[]): Rule {
  const severity = oneOf(severities)
  return (value, where) => {
    if (!isRecord(value)) {
      return [`${where}: expected an object such as { timer: "warn" }, got ${describeValue(value)}`]
    }
    return Object.entries(value).flatMap(([type, given]) => {
      const here = pathTo(where, type)
      if (type !== '*' && !knownTypes.includes(type) && !isOwnType(type, knownTypes)) {
        return [`${here}: unknown resource type${suggestion(type, ['*', ...knownTypes])}`]
      }
      return given === undefined ? [] : severity(given, here)
    })
  }
}
