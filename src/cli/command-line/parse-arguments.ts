import { parseArgs } from 'node:util'

import { nearestName } from '../../options/validation/nearest-name'
import type { Command, CommandInput, OptionSpec } from './command'
import { UsageError } from '../../terminal/usage-error'

type Parsed = Pick<CommandInput, 'options' | 'positionals' | 'rest'>

export const helpOption: OptionSpec = { type: 'boolean', summary: 'show this text' }

/** Reads a command's arguments; throws UsageError with the nearest valid name for what it does not know. */
export function parseArguments(command: Command, args: readonly string[]): Parsed {
  const { own, rest } = splitAtDashes(args)
  if (rest.length > 0 && !command.takesRest)
    throw new UsageError(
      `\`jest-leakguard ${command.name}\` takes nothing after \`--\`, got \`${rest.join(' ')}\``,
    )
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, help: helpOption }
  const { tokens, values, positionals } = parseArgs({
    args: own,
    options: Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }])),
    // The checks below say more than those of parseArgs: the nearest name, and `--` for Jest's options.
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(command, specs, token)
  }
  if (positionals.length > command.maxPositionals) throw tooMany(command, positionals)
  return { options: values, positionals, rest }
}

function splitAtDashes(args: readonly string[]): { own: string[]; rest: string[] } {
  const dashes = args.indexOf('--')
  return dashes === -1
    ? { own: [...args], rest: [] }
    : { own: args.slice(0, dashes), rest: args.slice(dashes + 1) }
}

function checkOption(
  command: Command,
  specs: Readonly<Record<string, OptionSpec>>,
  { name, rawName, value }: { name: string; rawName: string; value?: string | undefined },
): void {
  const spec = specs[name]
  if (spec === undefined) throw unknownOption(command, rawName, Object.keys(specs))
  if (spec.type === 'boolean' && value !== undefined)
    throw new UsageError(
      `\`${rawName}\` of \`jest-leakguard ${command.name}\` takes no value, got \`${value}\``,
    )
  if (spec.type === 'string' && (value === undefined || value === ''))
    throw new UsageError(
      `\`${rawName}\` of \`jest-leakguard ${command.name}\` needs a value: \`${rawName} <value>\``,
    )
}

function unknownOption(command: Command, given: string, names: readonly string[]): UsageError {
  const nearest = nearestName(given.replace(/^-+/, ''), names)
  const hint =
    nearest !== undefined
      ? `did you mean \`--${nearest}\`?`
      : command.takesRest
        ? `options for Jest go after \`--\`: \`jest-leakguard ${command.name} -- ${given}\``
        : `valid options: ${names.map((name) => `--${name}`).join(', ')}`
  return new UsageError(`\`jest-leakguard ${command.name}\` has no option \`${given}\`; ${hint}`)
}

/** Options that take what is easily given without them. */
const optionsFor: readonly (readonly [looks: RegExp, what: string, options: readonly string[]])[] = [
  [/^[a-z][\w+.-]*:\/\//i, 'a URL', ['database']],
  [/[\\/]|\.(?:[cm]?[jt]s|json)$/, 'a path', ['config', 'output']],
]

/** What is given belongs to an option; it is not repeated, for a URL may hold a password. */
function optionMeant(
  { name, options, maxPositionals }: Command,
  given: readonly string[],
): UsageError | undefined {
  for (const extra of given.slice(maxPositionals)) {
    const [, what, names = []] = optionsFor.find(([looks]) => looks.test(extra)) ?? []
    const option = names.find((each) => Object.hasOwn(options, each))
    if (what !== undefined && option !== undefined)
      return new UsageError(
        `\`jest-leakguard ${name}\` takes ${what} as an option: \`jest-leakguard ${name} --${option} <${what.replace(/^an? /, '').toLowerCase()}>\``,
      )
  }
  return undefined
}

function tooMany(command: Command, given: readonly string[]): UsageError {
  const { name, takesRest, maxPositionals } = command
  const meant = optionMeant(command, given)
  if (meant !== undefined) return meant
  const extra = given.slice(maxPositionals).join(' ')
  const hint = takesRest ? `; arguments for Jest go after \`--\`: \`jest-leakguard ${name} -- ${extra}\`` : ''
  return new UsageError(
    `\`jest-leakguard ${name}\` takes ${maxPositionals === 0 ? 'no arguments' : `at most ${String(maxPositionals)}`}, got \`${given.join(' ')}\`${hint}`,
  )
}
