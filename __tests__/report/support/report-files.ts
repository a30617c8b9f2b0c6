import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { json } from '../../../src/report/formats/json'
import type { Report } from '../../../src/report/model'

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-reports-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** Where a test's files are; importing this module is enough to make the directory and to remove it. */
export const reportDirectory = (): string => directory

/** Writes a file and returns its path. */
export function writeReport(name: string, content: Report | string): string {
  const path = join(directory, name)
  writeFileSync(path, typeof content === 'string' ? content : json(content))
  return path
}
