import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { commands } from '../../src/cli/commands'
import { run } from '../../src/cli/command-line/run'
import { recordingTerminal } from './support/recording-terminal'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-why-'))
  mkdirSync(join(cwd, 'node_modules/jest-leakguard'), { recursive: true })
  writeFileSync(join(cwd, 'node_modules/jest-leakguard/package.json'), '{}')
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

test.each([
  [['why'], 'package-lock.json', 'npm install --save-dev jest-leakguard'],
  [['doctor'], 'yarn.lock', 'yarn add --dev jest-leakguard'],
  [['init'], 'pnpm-lock.yaml', 'pnpm add --save-dev jest-leakguard'],
  [['baseline', 'create'], 'pnpm-workspace.yaml', 'pnpm add --save-dev --workspace-root jest-leakguard'],
])('%j where the package is not installed says how it is: %s', async (args, lock, install) => {
  rmSync(join(cwd, 'node_modules'), { recursive: true })
  writeFileSync(join(cwd, lock), '')
  const terminal = recordingTerminal()

  expect(await run(args, { commands, cwd, terminal })).toBe(64)
  expect(terminal.stderr).toEqual([`leakguard: jest-leakguard is not installed here: ${install}`])
})
