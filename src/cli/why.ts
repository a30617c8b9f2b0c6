import type { Answer } from '../why/processes/channel'
import { jestArguments } from '../why/processes/jest-arguments'
import { findJest } from '../why/processes/jest-binary'
import { jsonReport, textReport } from '../why/report'
import { findRoles } from '../why/roles'
import { type JestRun, runJest } from '../why/processes/run-jest'
import type { Command, CommandInput } from './command-line/command'
import { asScript } from './runs/as-script'
import { exitCode } from './command-line/exit-code'

/** `jest-leakguard why`: what keeps Jest's main process alive, where no test owns it. */
export const why: Command = {
  name: 'why',
  summary: 'run Jest and say what keeps it from exiting, with the line that opened it',
  usage: 'why [--json] [-- arguments for Jest]',
  details: [
    'For what no test owns: globalSetup, globalTeardown, reporters, transformers. Runs the Jest of this project',
    'with why-is-node-running in its main process, which makes the run slower. --forceExit and',
    '--detectOpenHandles are switched off for this run.',
    '',
    'Exit code 1 when something kept the process alive, else that of Jest.',
  ],
  options: {
    json: { type: 'boolean', summary: 'print the answer as JSON; what Jest prints goes to stderr' },
  },
  maxPositionals: 0,
  takesRest: true,
  needsPackage: true,
  run,
}

async function run({ options, rest, cwd, terminal }: CommandInput): Promise<number> {
  const json = options.json === true
  const { args: asked, env, nodeArgs, told, missing } = asScript(cwd, rest)
  const args = jestArguments(asked)
  const jest = findJest(cwd)
  if (told !== '') terminal.say(`leakguard why: ${told}`)
  const result = await runJest({ jestPath: jest.path, args, cwd, keepStdoutFree: json, env, nodeArgs })
  if (missing !== undefined && result.exitCode !== exitCode.clean) terminal.say(`leakguard why: ${missing}`)
  const keptAlive = result.answers.find((answer) => answer.kind === 'kept-alive')
  const shared = { version: 1, jest: jest.version }
  if (keptAlive === undefined) {
    terminal.say(`leakguard why: ${ownEnd(result)}`)
    if (json)
      terminal.data(
        JSON.stringify({
          ...shared,
          exitCode: result.exitCode,
          keptAlive: [],
          active: [],
          endedProcesses: [],
        }),
      )
    return result.exitCode
  }
  const roles = await findRoles(jest.path, args, cwd)
  if (json)
    terminal.data(
      JSON.stringify({ ...shared, exitCode: exitCode.leaks, ...jsonReport(keptAlive, { cwd, roles }) }),
    )
  else terminal.data(`\n${textReport(keptAlive, { cwd, roles }, terminal.style)}\n`)
  return exitCode.leaks
}

function ownEnd({ answers, exitCode: code }: JestRun): string {
  const ranEmpty = answers.some(({ kind }: Answer) => kind === 'ran-empty')
  return ranEmpty
    ? `nothing kept the process alive; Jest ended by itself with exit code ${code}`
    : `Jest left by force with exit code ${code}, so nothing is known about what would have kept it alive`
}
