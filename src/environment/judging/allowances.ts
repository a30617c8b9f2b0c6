import { inRootDir } from '../../options/in-root-dir'
import type { Allowance } from '../../options/allowance'
import type { ResolvedOptions } from '../../options/options'
import type { Severity } from '../../options/severity'
import type { Scope } from '../../ownership/scope'
import { knownBaseline } from '../../report/baseline-file'
import { posixPath } from '../../report/posix-path'
import { packageVersion } from '../../resources/trace/frames'
import { AllowanceBook, type PlacedAllowance } from '../../verdict/accepted/allowances'
import { KnownLeaks } from '../../verdict/accepted/baseline'
import type { Acceptance, Leak } from '../../verdict/leak'
import type { ConfiguredAllowance } from '../../verdict/record'
import { exceededText } from '../../wording/allowances'

/** The accepted leaks of one file: those of its options, and those that were written into it. */
export class FileAllowances {
  readonly #configured: readonly PlacedAllowance[]
  readonly #book: AllowanceBook

  readonly #given: readonly Allowance[]

  constructor({ allow, baseline }: ResolvedOptions, rootDir: string) {
    this.#rootDir = rootDir
    this.#baseline = baseline === false ? undefined : inRootDir(rootDir, baseline)
    this.#given = allow
    this.#configured = allow.map((allowance, index) => ({
      ...allowance,
      scope: 'config',
      where: `\`allow[${String(index)}]\` of the options`,
      text: `allow[${String(index)}]`,
      frame: undefined,
    }))
    this.#book = new AllowanceBook({ relativePath: (file) => posixPath(rootDir, file), packageVersion })
  }

  /** What is wrong with the baseline. */
  problem: string | undefined
  #known: KnownLeaks | undefined
  readonly #baseline: string | undefined
  readonly #rootDir: string

  /** How many leaks each allowance has accepted. */
  readonly usesOf = (allowance: PlacedAllowance): number => this.#book.usesOf(allowance)

  /** What the allowances of the options were used for here. */
  configured(severity: Severity): ConfiguredAllowance[] {
    return this.#configured.map((placed, index) => ({
      allowance: { ...this.#given[index], reason: placed.reason },
      uses: this.usesOf(placed),
      severity,
    }))
  }

  /** The leak of an owner, accepted if one of the allowances around it is meant for it. */
  apply(leak: Leak, owner: Scope): Leak {
    const decision = this.#book.decide(leak, [...allowancesAround(owner), ...this.#configured])
    if (decision === undefined) return this.#isKnown(leak) ? { ...leak, accepted: inBaseline } : leak
    const { allowance } = decision
    if (decision.kind === 'exceeded') {
      if (this.#isKnown(leak)) return { ...leak, accepted: inBaseline }
      return { ...leak, notAllowed: exceededText(allowance, decision.count) }
    }
    return { ...leak, accepted: { by: 'allowance', reason: allowance.reason, where: allowance.where } }
  }

  #isKnown(leak: Leak): boolean {
    if (this.#baseline === undefined) return false
    this.#known ??= this.#readKnown(this.#baseline, posixPath(this.#rootDir, leak.owner.file))
    return this.#known.take(leak)
  }

  #readKnown(path: string, testFile: string): KnownLeaks {
    const entries = knownBaseline(path)
    if (typeof entries !== 'string') return new KnownLeaks(entries.filter(({ file }) => file === testFile))
    this.problem = `jest-leakguard: the baseline ${posixPath(this.#rootDir, path)} cannot be used: ${entries}`
    return new KnownLeaks([])
  }
}

const inBaseline: Acceptance = { by: 'baseline', reason: 'in the baseline', where: 'baseline' }

/** Innermost first. */
function allowancesAround(scope: Scope | undefined): PlacedAllowance[] {
  if (scope === undefined) return []
  // What is written above a test is written for each of its attempts.
  return [...(scope.allowances ?? []), ...(scope.rerun?.allowances ?? []), ...allowancesAround(scope.parent)]
}
