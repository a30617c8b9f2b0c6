import { lazily } from '../../loading/lazily'
import type { ResolvedOptions } from '../../options/options'
import type { ProcessWideRule } from '../../options/process-wide-rule'
import { packageVersion } from '../../resources/trace/frames'
import type { Frame } from '../../verdict/leak'
import type { RuleSource } from '../../verdict/accepted/process-wide'
import type * as rulePacksModule from '../options/rule-packs'

/**
 * All rules for one test file: those of its options, those of packages about themselves, and our own. Loaded when
 * a package has left something open.
 */
export class RuleBook implements RuleSource {
  readonly packageVersion = packageVersion
  readonly #packs: ResolvedOptions['rulePacks']
  readonly #rootDir: string

  constructor({ rulePacks }: ResolvedOptions, rootDir: string) {
    this.#packs = rulePacks
    this.#rootDir = rootDir
  }

  readonly rulesFor = ({ file, package: name }: Frame): readonly ProcessWideRule[] => {
    if (this.#packs === false || name === undefined || file === undefined) return []
    const { declaredRules, loadRulePacks, shippedRules } = lazily(
      () => require('../options/rule-packs') as typeof rulePacksModule,
    )
    const given = loadRulePacks(this.#packs, this.#rootDir)
    return [...given, ...declaredRules(file, name, this.#rootDir), ...shippedRules].filter(
      (rule) => rule.package === name,
    )
  }
}
