import { OptionsError } from '../options/options-error'
import type { ResolvedOptions } from '../options/options'
import type { ProcessWideRule } from '../options/process-wide-rule'
import { processWideProblems } from '../options/process-wide-rules'
import { posixPath } from '../report/posix-path'
import { manifestOf, packageVersion, readManifest } from '../resources/frames'
import type { Frame } from '../verdict/leak'
import type { RuleSource } from '../verdict/process-wide'
import { shippedRules } from '../verdict/shipped-rules'
import { leakTypes } from '../wording/types'
import { loadModule } from './load-module'
import { printNoticeOnce } from './notice'

const option = 'testEnvironmentOptions.leakguard.rulePacks'

/** The field by which a package says in its package.json what it keeps for as long as the process lives. */
const field = 'jest-leakguard'

/** Packs that were found valid, by option and root directory: one process runs many files. */
const packs = new Map<string, readonly ProcessWideRule[]>()

/** What packages say of themselves, by the file of their package.json. */
const declared = new Map<string, readonly ProcessWideRule[]>()

/**
 * The rules of the packs that the options name; `false` gives none.
 *
 * @throws OptionsError that names the pack: not found, an error of its own, or a rule that is not valid
 */
export function loadRulePacks(
  names: ResolvedOptions['rulePacks'],
  rootDir: string,
): readonly ProcessWideRule[] {
  if (names === false || names.length === 0) return []
  const key = JSON.stringify([rootDir, names])
  const known = packs.get(key)
  if (known !== undefined) return known
  const problems: string[] = []
  const rules = names.flatMap((name, index): readonly ProcessWideRule[] => {
    const named = `${option}[${String(index)}] (${JSON.stringify(name)})`
    const found = loadModule(name, named, rootDir, './leakguard-rules.json')
    const wrong =
      'problem' in found
        ? [found.problem]
        : processWideProblems(found.value, posixPath(rootDir, found.file), leakTypes)
    problems.push(...wrong)
    // Every field was checked just now.
    return 'problem' in found || wrong.length > 0 ? [] : (found.value as ProcessWideRule[])
  })
  if (problems.length > 0) throw new OptionsError(option, problems)
  packs.set(key, rules)
  return rules
}

/** All rules for one test file: those of its options, those of packages about themselves, and our own. */
export class RuleBook implements RuleSource {
  readonly packageVersion = packageVersion
  readonly #off: boolean
  readonly #given: readonly ProcessWideRule[]
  readonly #rootDir: string

  constructor({ rulePacks }: ResolvedOptions, rootDir: string) {
    this.#off = rulePacks === false
    this.#given = loadRulePacks(rulePacks, rootDir)
    this.#rootDir = rootDir
  }

  readonly rulesFor = (frame: Frame): readonly ProcessWideRule[] => {
    if (this.#off || frame.package === undefined || frame.file === undefined) return []
    const own = this.#rulesOf(frame.file, frame.package)
    return [...this.#given, ...own, ...shippedRules].filter((rule) => rule.package === frame.package)
  }

  #rulesOf(file: string, name: string): readonly ProcessWideRule[] {
    const path = manifestOf(file, name)
    const rules = declared.get(path) ?? this.#read(path, name)
    declared.set(path, rules)
    return rules
  }

  /** A mistake in there is not the project's: it costs the package its rules, and one line. */
  #read(path: string, name: string): ProcessWideRule[] {
    const own: unknown = Reflect.get(readManifest(path) ?? {}, field)
    const rules: unknown = Reflect.get(Object(own) as object, 'processWide')
    if (rules === undefined) return []
    const where = `${posixPath(this.#rootDir, path)}: ["${field}"].processWide`
    const [problem] = processWideProblems(rules, where, leakTypes, true)
    if (problem === undefined) return (rules as ProcessWideRule[]).map((rule) => ({ ...rule, package: name }))
    printNoticeOnce(path, `${problem}. The rules of this package are not used.`)
    return []
  }
}
