import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { commands } from '../../../src/cli/commands'
import { run } from '../../../src/cli/command-line/run'
import { directory } from '../../report/support/directory'
import { recordingTerminal } from './recording-terminal'

export { directory as projectDirectory }

export function writeFiles(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory(), name)), { recursive: true })
    writeFileSync(join(directory(), name), content)
  }
}

export function readText(name: string): string {
  return readFileSync(join(directory(), name), 'utf8')
}

/** Runs a real command in the directory. */
export async function leakguard(...args: readonly string[]) {
  const terminal = recordingTerminal()
  const code = await run(args, { commands, cwd: directory(), terminal })
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') }
}
