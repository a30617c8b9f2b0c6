import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { plainLine } from '../../report/plain-text'
import { OutputError } from '../command-line/output-error'
import type { Change } from './plan-types'

/** Writes all changes and returns what takes them back. @throws OutputError, with nothing changed */
export function writeChanges(changes: readonly Change[]): () => void {
  const written: Change[] = []
  const undo = (): void => {
    for (const { file, before } of written.splice(0).reverse()) {
      if (before === undefined) rmSync(file, { force: true })
      else writeFileSync(file, before)
    }
  }
  for (const change of changes) {
    const { file, after, mode } = change
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, after, mode === undefined ? {} : { mode })
      written.push(change)
    } catch (error) {
      undo()
      throw new OutputError(
        `cannot write \`${plainLine(file)}\`: ${String((error as NodeJS.ErrnoException).code)}; nothing is changed`,
      )
    }
  }
  return undo
}
