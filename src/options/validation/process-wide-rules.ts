import { describeValue, pathTo } from './describe-value'
import { typeProblems } from './type-names'
import { isRecord, suggestion } from './value-checks'
import { isRange } from '../version-range'

/** A package speaks of itself alone, in the version that has the rule. */
const ofPackage = ['type', 'function', 'topLevel', 'reason', 'link']
const ofPack = ['package', 'versions', ...ofPackage]

/**
 * Says what is wrong with the rules of a pack, or of a package about itself; an empty list when nothing is.
 * `where` names the file.
 */
export function processWideProblems(
  given: unknown,
  where: string,
  knownTypes: readonly string[],
  aboutItself = false,
): string[] {
  if (!Array.isArray(given)) return [`${where}: expected an array of rules, got ${describeValue(given)}`]
  const fields = aboutItself ? ofPackage : ofPack
  return given.flatMap((rule: unknown, index) =>
    ruleProblems(rule, `${where}[${String(index)}]`, knownTypes, fields),
  )
}

function ruleProblems(
  rule: unknown,
  where: string,
  knownTypes: readonly string[],
  fields: readonly string[],
): string[] {
  if (!isRecord(rule)) return [`${where}: expected a rule, got ${describeValue(rule)}`]
  const unknown = Object.keys(rule)
    .filter((name) => !fields.includes(name))
    .map((name) => `${pathTo(where, name)}: unknown field of a rule${suggestion(name, fields)}`)
  const { function: fn, link, package: name, reason, topLevel, type, versions } = rule
  const ofAnother = fields.includes('package')
  const isVersions = versions === undefined || (typeof versions === 'string' && isRange(versions))
  return [
    ...unknown,
    ...(ofAnother ? textProblems(name, `${where}.package`, 'the name of a package') : []),
    ...(isVersions || !ofAnother
      ? []
      : [`${where}.versions: expected a range such as "^5 || 6.x", got ${describeValue(versions)}`]),
    ...typeProblems(type, `${where}.type`, knownTypes),
    ...(fn === undefined ? [] : textProblems(fn, `${where}.function`, 'the name of a function')),
    ...(topLevel === undefined || typeof topLevel === 'boolean'
      ? []
      : [`${where}.topLevel: expected true or false, got ${describeValue(topLevel)}`]),
    ...textProblems(reason, `${where}.reason`, 'the reason why it lives as long as the process'),
    ...(link === undefined || (typeof link === 'string' && URL.canParse(link))
      ? []
      : [`${where}.link: expected a URL, got ${describeValue(link)}`]),
  ]
}

function textProblems(value: unknown, where: string, expected: string): string[] {
  if (typeof value === 'string' && value.trim() !== '') return []
  return [`${where}: expected ${expected}, got ${value === undefined ? 'nothing' : describeValue(value)}`]
}
