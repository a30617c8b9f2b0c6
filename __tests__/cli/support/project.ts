import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { commands } from '../../../src/cli/commands'
import { run } from '../../../src/cli/run'
import { recordingTerminal } from './recording-terminal'

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-cli-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** The directory of the running test; importing this module is enough to make it and to remove it. */
export const projectDirectory = (): string => directory

export function writeFiles(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
}

export function readText(name: string): string {
  return readFileSync(join(directory, name), 'utf8')
}

/** Runs a real command in the directory. */
export async function leakguard(...args: readonly string[]) {
  const terminal = recordingTerminal()
  const code = await run(args, { commands, cwd: directory, terminal })
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') }
}
