import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { commands } from '../../src/cli/commands'
import { run } from '../../src/cli/command-line/run'
import { recordingTerminal } from './support/recording-terminal'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-why-'))
})

afterEach(() => {
  rmSync(cwd, { recursive: true })
})

test.each([
  [
    ['why'],
    /^leakguard: no Jest found from .*leakguard-why-\w+; run `jest-leakguard why` in a project with `jest`/,
  ],
  [['why', '--', '--watch'], /^leakguard: `--watch` does not go with `jest-leakguard why`/],
  [['why', '--jsn'], /did you mean `--json`\?$/],
  [['why', 'src'], /arguments for Jest go after `--`: `jest-leakguard why -- src`$/],
])('%j says what is wrong, and runs nothing', async (args, message) => {
  const terminal = recordingTerminal()

  expect(await run(args, { commands, cwd, terminal })).toBe(64)
  expect(terminal.stderr).toEqual([expect.stringMatching(message)])
  expect(terminal.stdout).toEqual([])
})
