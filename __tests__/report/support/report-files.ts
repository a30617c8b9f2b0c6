import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { json } from '../../../src/report/formats/json'
import type { Report } from '../../../src/report/model/model'
import { directory } from './directory'

/** Writes a file and returns its path. */
export function writeReport(name: string, content: Report | string): string {
  const path = join(directory(), name)
  writeFileSync(path, typeof content === 'string' ? content : json(content))
  return path
}
