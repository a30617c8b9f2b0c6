import type { Command } from './command'
import { checkDatabase } from './doctor/database'
import { UsageError } from './usage-error'

/** `leakguard doctor`: is what the tests rely on as they believe it is? */
export const doctor: Command = {
  name: 'doctor',
  summary: 'check that driver, singleton, reset and database server agree',
  usage: 'doctor --database <url> [--singleton <module#export>]',
  details: [
    'Connects with the pg of this project. Of the singleton it calls getInstance() and resetInstance(), in a',
    'process of its own, and asks the server which sessions have come and gone.',
    '',
    'Exit codes: 0 all agree, 1 something does not, 2 the server could not be asked.',
  ],
  options: {
    database: { type: 'string', summary: 'such as postgres://user@host:5432/name' },
    singleton: { type: 'string', summary: 'such as ./src/db#DatabaseService' },
  },
  maxPositionals: 0,
  takesRest: false,
  async run({ options: { database, singleton }, cwd, terminal }) {
    if (typeof database !== 'string') throw new UsageError('`leakguard doctor` needs `--database <url>`')
    const named = typeof singleton === 'string' ? singleton : undefined
    return checkDatabase({ cwd, terminal, url: database, singleton: named })
  },
}
