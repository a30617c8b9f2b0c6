import { UsageError } from '../../terminal/usage-error'

/** Jest's options that decide whether and when it says that it did not exit; yargs accepts both spellings. */
const overridden = /^--(?:no-?)?(?:force-?exit|detect-?open-?handles)(?:=.*)?$/i
const timeoutOption = /^--open-?handles-?timeout(?:=(.*))?$/i
const watching = /^--watch(?:-?all)?(?:=true)?$/i

/**
 * The user's arguments for Jest with what `jest-leakguard why` and `memory` need in front: Jest must neither leave by force nor
 * stay silent. Throws UsageError for watch mode, which has no end.
 */
export function jestArguments(
  given: readonly string[],
  command: 'why' | 'memory' | 'bisect' = 'why',
): string[] {
  const kept: string[] = []
  let timeout = '1000'
  for (let index = 0; index < given.length; index++) {
    const arg = given[index] ?? ''
    const next = given[index + 1]
    // After Jest's own `--` come patterns, whatever they look like.
    if (arg === '--') {
      kept.push(...given.slice(index))
      break
    }
    if (watching.test(arg))
      throw new UsageError(
        `\`${arg}\` does not go with \`jest-leakguard ${command}\`: a watching Jest never ends; leave it out`,
      )
    const own = timeoutOption.exec(arg)
    if (own !== null) {
      const value = own[1] ?? given[++index] ?? ''
      if (Number(value) > 0) timeout = value
    } else if (overridden.test(arg)) {
      if (next === 'true' || next === 'false') index++
    } else {
      kept.push(arg)
    }
  }
  return ['--forceExit=false', '--detectOpenHandles=false', `--openHandlesTimeout=${timeout}`, ...kept]
}
