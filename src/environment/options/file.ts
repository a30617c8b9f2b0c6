import { readIfThere } from '../../kept/fs'
import { type Pragmas, readDocblock } from '../../annotations/docblock'
import { mergeOptions } from '../../options/merge-options'
import type { ResolvedOptions } from '../../options/options'
import { checkOptions, resolveOptions } from '../../options/validation/validate'
import { posixPath } from '../../report/posix-path'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import { leakTypes } from '../../wording/types'
import { frameAt } from '../jest/placed-error'

/** The options of one file, with what its docblock adds to those of the project. */
export interface FileOptions {
  readonly options: ResolvedOptions
  /** The file is not looked at. */
  readonly off: boolean
  readonly allowances: readonly PlacedAllowance[]
}

/**
 * Adds what the docblock of a test file says.
 *
 * @throws OptionsError for what is not valid, with the line
 */
export function readFileOptions(
  given: unknown,
  pragmas: Pragmas,
  testPath: string,
  rootDir: string,
): FileOptions {
  const places = new Map<string, number>()
  const where = (tag: string, index: number): string => {
    const line = lineOf(testPath, tag, index)
    const place = `${posixPath(rootDir, testPath)}:${String(line)}`
    places.set(place, line)
    return place
  }
  const found = readDocblock(pragmas, leakTypes, where)
  const ofProject = checkOptions(given, leakTypes, 'testEnvironmentOptions.leakguard')
  return {
    // Both were checked.
    options: resolveOptions(mergeOptions(ofProject, found.options), leakTypes, '@leakguard'),
    off: found.off,
    allowances: found.allowances.map(({ allowance, where: place }) => ({
      ...allowance,
      scope: 'file',
      where: place,
      text: '@leakguard-allow',
      frame: frameAt(testPath, places.get(place) ?? 1),
    })),
  }
}

/** Jest's parser does not say where the tags of a docblock are. */
function lineOf(testPath: string, tag: string, index: number): number {
  const lines = String(readIfThere(testPath) ?? '').split('\n')
  const found = lines.flatMap((text, at) => (new RegExp(`@${tag}(?![\\w-])`).test(text) ? [at + 1] : []))
  return found[index] ?? 1
}
