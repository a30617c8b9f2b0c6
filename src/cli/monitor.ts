import { activityServer } from '../servers/activity'
import { DriverMissing } from '../servers/activity/source'
import type { Command, CommandInput } from './command-line/command'
import { missingDriver, wrongUrl } from './database-url'
import { exitCode } from './command-line/exit-code'
import { lookOnce } from './monitor/once'
import { createView } from './monitor/view'
import { watch } from './monitor/watch'
import { numberOption } from './command-line/number-option'

/** `jest-leakguard monitor`: what a database server sees of the tests while they run. */
export const monitor: Command = {
  name: 'monitor',
  summary: 'show the sessions of a database server while tests run, by test file',
  usage: 'monitor [--database <url>] [--once] [--json]',
  details: [
    'Asks PostgreSQL, MySQL, MariaDB or Redis by the driver of this project: pg, mysql2, ioredis or redis.',
    'Without a URL it is the PostgreSQL that the PG* variables name. Ctrl-C ends it.',
    '',
    'Exit codes with --once: 0 in order, 1 sessions are stuck in a transaction or too few are left, 2 the server',
    'could not be asked.',
  ],
  options: {
    database: { type: 'string', summary: 'such as postgres://user@host:5432/name, mysql://…, redis://…' },
    once: { type: 'boolean', summary: 'look once, and judge what is there' },
    json: { type: 'boolean', summary: 'print each look as JSON, on one line' },
    interval: { type: 'string', summary: 'milliseconds between two looks (500)' },
    idle: { type: 'string', summary: 'milliseconds that a session may be idle in a transaction (1000)' },
    headroom: { type: 'string', summary: 'sessions that must be left to others (1)' },
  },
  maxPositionals: 0,
  takesRest: false,
  run,
}

async function run({ options, cwd, terminal }: CommandInput): Promise<number> {
  const interval = numberOption('interval', options.interval, { least: 50, most: 60_000 }) ?? 500
  const tolerance = {
    idle: numberOption('idle', options.idle, { least: 0, most: 3_600_000 }) ?? 1_000,
    headroom: numberOption('headroom', options.headroom, { least: 0, most: 1_000_000 }) ?? 1,
  }
  const server = activityServer(cwd, typeof options.database === 'string' ? options.database : undefined)
  if (server === undefined) throw wrongUrl('monitor')
  const view = createView({ terminal, tolerance, json: options.json === true, live: options.once !== true })
  try {
    if (options.once === true) return await lookOnce(server, view, tolerance)
    await watch(server, view, { interval, tolerance })
    return exitCode.clean
  } catch (error) {
    if (error instanceof DriverMissing) throw missingDriver(error, cwd)
    throw error
  }
}
