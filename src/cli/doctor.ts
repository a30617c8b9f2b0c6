import { findJest } from '../why/processes/jest-binary'
import type { Command, CommandInput } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { UsageError } from '../terminal/usage-error'
import type { Check } from './doctor/check'
import { checkDatabase } from './doctor/database'
import { checkRuns } from './doctor/check-runs'
import { versionChecks } from './doctor/versions'
import { resolveRun, type ResolvedRun } from './runs/configs'
import { runsFor } from './runs/runs-for'

const marks = { ok: ['green', 'ok'], warn: ['yellow', 'warn'], fail: ['red', 'fail'] } as const

/** `jest-leakguard doctor`: is this project set up so that leaks are found? */
export const doctor: Command = {
  name: 'doctor',
  summary: 'check that leaks are found in this project, and say what stands in the way',
  usage: 'doctor [--json | --database <url> [--singleton <module#export>]] [-- arguments for Jest]',
  details: [
    'Asks Jest for each configuration that scripts and targets run here, and plants a test that leaks in each, in a',
    'file that is removed again. With arguments for Jest it looks at what they run.',
    '',
    'With --database: do driver, singleton, reset and server agree? Connects with the pg of this project. Of the',
    'singleton it calls getInstance() and resetInstance(), in a process of its own, and asks the server which',
    'sessions have come and gone.',
    '',
    'Examples:',
    '  jest-leakguard doctor',
    '  jest-leakguard doctor -- --config jest.e2e.config.js',
    '  jest-leakguard doctor --database postgres://user@localhost/shop --singleton ./src/db#DatabaseService',
    '',
    'Exit codes: 0 all is well, 1 something is in the way, 2 the server could not be asked, 64 no Jest here.',
  ],
  options: {
    json: { type: 'boolean', summary: 'print the checks as JSON' },
    database: { type: 'string', summary: 'such as postgres://user@host:5432/name' },
    singleton: { type: 'string', summary: 'such as ./src/db#DatabaseService' },
  },
  maxPositionals: 0,
  takesRest: true,
  needsPackage: true,
  run,
}

async function run({ options, rest, cwd, terminal }: CommandInput): Promise<number> {
  const { database, singleton } = options
  if (typeof database === 'string') {
    const named = typeof singleton === 'string' ? singleton : undefined
    return checkDatabase({ cwd, terminal, url: database, singleton: named })
  }
  if (singleton !== undefined) throw new UsageError('`--singleton` needs `--database <url>` beside it')
  const jest = findJest(cwd, 'doctor')
  const found = runsFor(cwd, rest)
  const runs: ResolvedRun[] = []
  for (const run of found.runs) {
    terminal.progress(`asking Jest: ${run.from[0] ?? ''}`)
    runs.push(await resolveRun(run))
  }
  const checks: Check[] = [
    ...versionChecks(jest, runs),
    ...(await checkRuns({ ...found, runs }, cwd, terminal)),
  ]
  terminal.progress('')
  if (options.json === true) terminal.data(JSON.stringify({ schema: 1, checks }))
  else {
    for (const { state, text, fix } of checks) {
      const [style, word] = marks[state]
      terminal.data(`${terminal.style(style, word.padEnd(4))}  ${text}`)
      if (fix !== undefined) terminal.data(`      ${fix}`)
    }
  }
  return checks.some(({ state }) => state === 'fail') ? exitCode.leaks : exitCode.clean
}
