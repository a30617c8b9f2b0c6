import { sha256 } from '../../kept/crypto'
import { closeSync, openSync } from '../../kept/fs'
import { join } from '../../kept/path'

import { runDirectoryFor } from '../../report/run-directory'
import { hiddenFrame } from '../jest/leak-error-brand'

const told = new Set<string>()

/**
 * What is wrong with the project's options fails every test file: the first of a run tells it in full, the others
 * point there. A docblock's mistakes are its file's own.
 */
export function toldOnce(error: unknown, seed: number | undefined): unknown {
  if (!(error instanceof Error) || error.name !== 'OptionsError') return error
  const isOfProject = error.message.includes('testEnvironmentOptions.leakguard')
  if (isOfProject && !isFirst(error.message, seed))
    error.message =
      'jest-leakguard: the options of the project are not valid, as another test file of this run says in full'
  // Without a frame Jest takes all lines but the first for the stack, and prints them twice.
  error.stack = `Error: ${error.message}\n    ${hiddenFrame}`
  return error
}

/** Workers know of each other by the directory of the run; without our reporter each tells it once. */
function isFirst(message: string, seed: number | undefined): boolean {
  const name = `told-${sha256(message, 'hex').slice(0, 16)}`
  const directory = runDirectoryFor(seed)
  const key = `${directory ?? ''} ${name}`
  if (told.has(key)) return false
  told.add(key)
  if (directory === undefined) return true
  try {
    closeSync(openSync(join(directory, name), 'wx'))
    return true
  } catch (error) {
    return Reflect.get(error as object, 'code') !== 'EEXIST'
  }
}
