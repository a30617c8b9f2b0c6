import { nearestName } from '../../options/validation/nearest-name'
import { ReportError } from '../../report/read/report-error'
import type { Command } from './command'
import { exitCode } from './exit-code'
import { commandHelp, overview } from './help'
import { OutputError } from './output-error'
import { parseArguments } from './parse-arguments'
import { requirePackage } from './require-package'
import type { Terminal } from '../../terminal/terminal'
import { UsageError } from '../../terminal/usage-error'
import { ownVersion } from './version'

export interface Surroundings {
  readonly commands: readonly Command[]
  readonly cwd: string
  readonly terminal: Terminal
}

/** Runs `leakguard` with its arguments and returns the exit code; never throws. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings
  try {
    return await dispatch(args, surroundings)
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.say(`leakguard: ${error.message}`)
      return exitCode.usage
    }
    if (error instanceof ReportError) {
      terminal.say(`leakguard: ${error.message}`)
      return error.kind === 'incomplete' ? exitCode.incomplete : exitCode.usage
    }
    if (error instanceof OutputError) {
      terminal.say(`leakguard: ${error.message}`)
      return exitCode.internal
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    terminal.say(`leakguard: internal error, please report it: ${told}`)
    return exitCode.internal
  }
}

async function dispatch(args: readonly string[], { commands, cwd, terminal }: Surroundings): Promise<number> {
  const [first, ...others] = args
  if (first === undefined) {
    terminal.say(overview(commands))
    return exitCode.usage
  }
  if (first === '--version' || first === '-v') {
    terminal.data(ownVersion())
    return exitCode.clean
  }
  if (first === '--help' || first === '-h' || (first === 'help' && others[0] === undefined)) {
    terminal.data(overview(commands))
    return exitCode.clean
  }
  // `leakguard help why` is what git has taught everybody to type.
  const asksForHelp = first === 'help'
  const command = find(asksForHelp ? (others[0] ?? '') : first, commands)
  const parsed = parseArguments(command, asksForHelp ? ['--help'] : others.map(longHelp))
  if (parsed.options.help === true) {
    terminal.data(commandHelp(command))
    return exitCode.clean
  }
  if (command.needsPackage === true) requirePackage(cwd)
  return command.run({ ...parsed, cwd, terminal })
}

function longHelp(arg: string, index: number, args: readonly string[]): string {
  return arg === '-h' && !args.slice(0, index).includes('--') ? '--help' : arg
}

function find(given: string, commands: readonly Command[]): Command {
  const found = commands.find(({ name }) => name === given)
  if (found !== undefined) return found
  const names = commands.map(({ name }) => name)
  const isOption = given.startsWith('-')
  const valid = isOption ? ['--help', '--version'] : names
  const nearest = nearestName(given, valid)
  const hint = nearest === undefined ? `valid: ${valid.join(', ')}` : `did you mean \`${nearest}\`?`
  throw new UsageError(`unknown ${isOption ? 'option' : 'command'} \`${given}\`; ${hint}`)
}
