import { home } from '../kept/node'

/** Messages and reports do not name the user: `~` for the home directory, itself or before what is below it. */
export function withoutHome(text: string): string {
  if (home === undefined || home.length <= 1) return text
  const directory = home
  return text
    .split(directory)
    .reduce((shown, rest) => `${shown}${/^(?:[\\/\s"'`,:;)]|$)/.test(rest) ? '~' : directory}${rest}`)
}
