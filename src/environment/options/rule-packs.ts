import { OptionsError } from '../../options/validation/options-error'
import type { ProcessWideRule } from '../../options/process-wide-rule'
import { processWideProblems } from '../../options/validation/process-wide-rules'
import { posixPath } from '../../report/posix-path'
import { manifestOf, readManifest } from '../../resources/trace/frames'
import { leakTypes } from '../../wording/types'
import { loadModule } from './load-module'
import { printNoticeOnce } from '../notice'

export { shippedRules } from '../../verdict/accepted/shipped-rules'

type Rules = readonly ProcessWideRule[]

const option = 'testEnvironmentOptions.leakguard.rulePacks'

/** The field by which a package says in its package.json what it keeps for as long as the process lives. */
const field = 'jest-leakguard'

/** Packs that were found valid, by option and root directory: one process runs many files. */
const packs = new Map<string, Rules>()

/** What packages say of themselves, by the file of their package.json. */
const declared = new Map<string, Rules>()

/**
 * The rules of the packs that an option names.
 *
 * @throws OptionsError that names the pack: not found, an error of its own, or a rule that is not valid
 */
export function loadRulePacks(names: readonly string[], rootDir: string): Rules {
  const key = JSON.stringify([rootDir, names])
  const known = packs.get(key)
  if (known !== undefined) return known
  const problems: string[] = []
  const rules = names.flatMap((name, index) => {
    const named = `${option}[${String(index)}] (${JSON.stringify(name)})`
    const found = loadModule(name, named, rootDir, './leakguard-rules.json')
    const wrong =
      'problem' in found
        ? [found.problem]
        : processWideProblems(found.value, posixPath(rootDir, found.file), leakTypes)
    problems.push(...wrong)
    // Every field was checked just now.
    return 'problem' in found || wrong.length > 0 ? [] : (found.value as Rules)
  })
  if (problems.length > 0) throw new OptionsError(option, problems)
  packs.set(key, rules)
  return rules
}

/** What the package of a file says of itself in its package.json. */
export function declaredRules(file: string, name: string, rootDir: string): Rules {
  const path = manifestOf(file, name)
  const rules = declared.get(path) ?? readDeclared(path, name, rootDir)
  declared.set(path, rules)
  return rules
}

/** A mistake in there is not the project's: it costs the package its rules, and one line. */
function readDeclared(path: string, name: string, rootDir: string): Rules {
  const own: unknown = Reflect.get(readManifest(path) ?? {}, field)
  const rules: unknown = Reflect.get(Object(own) as object, 'processWide')
  if (rules === undefined) return []
  const where = `${posixPath(rootDir, path)}: ["${field}"].processWide`
  const [problem] = processWideProblems(rules, where, leakTypes, true)
  if (problem === undefined) return (rules as Rules).map((rule) => ({ ...rule, package: name }))
  printNoticeOnce(path, `${problem}. The rules of this package are not used.`)
  return []
}
