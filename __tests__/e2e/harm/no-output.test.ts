import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { onlyIf } from '../../support/only-if'
import { readPrepared } from '../support/install/prepared'
import { modeConfigs } from '../support/run/four-modes'
import type { JestJson } from '../support/run/jest-json'
import { createFixture } from '../support/run/run-jest'

const source = `
  test('leaks', () => {
    setInterval(() => {}, 1000)
  })
  test('is clean', () => clearInterval(setInterval(() => {}, 1000)))
  test('fails', () => {
    expect(1).toBe(2)
  })`

/** Jest itself may end before it has written any. */
const statusesWith = (leaking: string): Record<string, string> =>
  Object.fromEntries(
    ['a', 'b'].flatMap((name) => [
      [`${name}.test.js leaks`, leaking],
      [`${name}.test.js is clean`, 'passed'],
      [`${name}.test.js fails`, 'failed'],
    ]),
  )

interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly statuses: Readonly<Record<string, string>>
}

/** Runs Jest with both of its outputs on a disk that is full. */
async function runWithoutOutput(mode: keyof typeof modeConfigs, args: readonly string[]): Promise<Outcome> {
  const config = {
    ...modeConfigs[mode],
    ...(mode === 'plain' ? {} : { reporters: ['default', 'jest-leakguard/reporter'] }),
  }
  const { root } = await createFixture({ files: { 'a.test.js': source, 'b.test.js': source }, config })
  const results = path.join(root, 'results.json')
  const jest = [
    readPrepared().consumers['30'].jest,
    '--json',
    `--outputFile=${results}`,
    '--forceExit',
    ...args,
  ]
  const { status, signal } = spawnSync(
    '/bin/sh',
    ['-c', 'exec "$0" "$@" >/dev/full 2>&1', process.execPath, ...jest],
    { cwd: root, env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' }, timeout: 60_000 },
  )
  const text = await readFile(results, 'utf8').catch(() => '{"testResults":[]}')
  const tests = (JSON.parse(text) as JestJson).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => [`${path.basename(name)} ${test.title}`, test.status] as const),
  )
  return { code: status, signal, statuses: Object.fromEntries(tests) }
}

const { describe: onLinux } = onlyIf(existsSync('/dev/full'), 'there is no /dev/full')
onLinux('outputs on a disk that is full', () => {
  describe.each([
    ['in band', ['-i']],
    ['workers', ['-w=2']],
  ] as const)('%s', (_, args) => {
    let plain: Outcome
    beforeAll(async () => {
      plain = await runWithoutOutput('plain', args)
    })

    test('with everything at warn a suite is as under plain Jest', async () => {
      const warned = await runWithoutOutput('warn', args)

      expect(warned).toMatchObject({ code: plain.code, signal: null })
      expect(statusesWith('passed')).toMatchObject(warned.statuses)
    })

    test.each(['default', 'strict'] as const)('no verdict is lost: %s preset', async (preset) => {
      const outcome = await runWithoutOutput(preset, args)

      expect(outcome).toMatchObject({ code: 1, signal: null })
      expect(statusesWith('failed')).toMatchObject(outcome.statuses)
    })
  })
})
