import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The directory of the package that a file belongs to. */
export function packageOf(file: string): string {
  let directory = dirname(file)
  while (!existsSync(join(directory, 'package.json')) && directory !== dirname(directory))
    directory = dirname(directory)
  return directory
}
