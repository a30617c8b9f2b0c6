import { schemes } from '../servers/activity'
import type { DriverMissing } from '../servers/activity/source'
import { UsageError } from '../terminal/usage-error'

/** `--database` has to be a URL of a server that is known; nothing of it is repeated, for it may hold a password. */
export function wrongUrl(command: string, known: readonly string[] = schemes): UsageError {
  const expected = known.map((scheme) => `${scheme}://`).join(', ')
  return new UsageError(
    `\`--database\` of \`jest-leakguard ${command}\`: expected a URL such as postgres://user@host:5432/name (${expected})`,
  )
}

export function missingDriver({ drivers }: DriverMissing, cwd: string): UsageError {
  const names = drivers.map((driver) => driver.replace(/\/.*/, ''))
  const install = names.map((name) => `\`npm install --save-dev ${name}\``).join(' or ')
  return new UsageError(`\`${names.join('` or `')}\` is not installed in ${cwd}: ${install}`)
}
