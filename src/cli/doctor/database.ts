import { loadDriver } from '../../servers/activity/driver'
import { DriverMissing } from '../../servers/activity/source'
import { PgConnection } from '../../servers/pg-connection'
import { judgeDatabase } from '../../verdict/databases/database-check'
import { findingLines } from '../../wording/database-check'
import { missingDriver, wrongUrl } from '../database-url'
import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'
import { measureDatabase } from './database/measure'

export interface DatabaseCheckOptions {
  readonly cwd: string
  readonly terminal: Terminal
  /** Of a PostgreSQL. */
  readonly url: string
  /** `./src/db#DatabaseService`, relative to `cwd`; without `#` the default export. */
  readonly singleton: string | undefined
}

/** Do driver, singleton, reset and server agree? Prints a line for each and returns the exit code. @throws UsageError */
export async function checkDatabase({
  cwd,
  terminal,
  url,
  singleton,
}: DatabaseCheckOptions): Promise<number> {
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/.test(new URL(url).protocol))
    throw wrongUrl('doctor', ['postgres', 'postgresql'])
  const connection = new PgConnection(cwd, url)
  try {
    loadDriver(cwd, ['pg'])
    const findings = judgeDatabase(await measureDatabase(connection, { cwd, singleton }))
    for (const [index, line] of findingLines(findings).entries())
      terminal.data(findings[index]?.agrees === true ? line : terminal.style('red', line))
    return findings.every(({ agrees }) => agrees) ? exitCode.clean : exitCode.leaks
  } catch (error) {
    if (error instanceof DriverMissing) throw missingDriver(error, cwd)
    terminal.say(`leakguard doctor: the server could not be asked: ${connection.explain(error)}`)
    return exitCode.incomplete
  }
}
