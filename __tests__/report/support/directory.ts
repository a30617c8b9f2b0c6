import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let current = ''

beforeEach(() => {
  current = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-test-'))
})
afterEach(() => {
  rmSync(current, { recursive: true })
})

/** The directory of the running test; importing this module is enough to make it and to remove it. */
export const directory = (): string => current
