import { dirname } from '../../kept/path'

/** How many problems one message lists; more than that is one mistake seen many times. */
const listed = 10

/**
 * Thrown for options that are not valid. The message is complete: each problem names the option, what was
 * expected, what was given, and the nearest valid name.
 */
export class OptionsError extends Error {
  override readonly name = 'OptionsError'

  /** One line per problem, all of them. */
  readonly problems: readonly string[]

  constructor(where: string, problems: readonly string[]) {
    super(describe(where, problems))
    this.problems = problems
    this.stack = [`${this.name}: ${this.message}`, ...framesOfProject(this.stack ?? '')].join('\n')
  }
}

function describe(where: string, problems: readonly string[]): string {
  const [first = ''] = problems
  if (problems.length === 1) return `jest-leakguard: ${first}`
  const shown = problems.slice(0, listed).map((problem) => `  - ${problem}`)
  const rest = problems.length - listed
  if (rest > 0) shown.push(`  - and ${rest} more`)
  return `jest-leakguard: ${problems.length} problems in ${where}\n${shown.join('\n')}`
}

/** Whatever reads options is ours or Jest's, and tells the user nothing about where the mistake is. */
function framesOfProject(stack: string): string[] {
  const own = dirname(__dirname)
  const foreign = /[\\/]node_modules[\\/]|\bnode:/
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !foreign.test(line) && !line.includes(own))
}
