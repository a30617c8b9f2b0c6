import type { JestRun } from './jest-run'
import { createFixture, type FixtureOptions, type RunOptions } from './run-jest'

/** Plain Jest, everything at `warn`, and both presets. */
export const modeConfigs = {
  plain: { testEnvironment: 'node' },
  warn: {
    preset: 'jest-leakguard',
    testEnvironmentOptions: { leakguard: { types: { '*': 'warn' }, thirdParty: 'warn' } },
  },
  default: { preset: 'jest-leakguard' },
  strict: { preset: 'jest-leakguard/strict' },
} as const

export type FourModes = Readonly<Record<keyof typeof modeConfigs, JestRun>>

/** Runs the same files in each of them; what plain Jest leaves open keeps none of them alive. */
export async function runInFourModes({
  files,
  config = {},
  args = [],
  ...options
}: FixtureOptions & RunOptions): Promise<FourModes> {
  const runs: Partial<Record<keyof typeof modeConfigs, JestRun>> = {}
  for (const mode of ['plain', 'warn', 'default', 'strict'] as const) {
    const fixture = await createFixture({ ...options, files, config: { ...config, ...modeConfigs[mode] } })
    runs[mode] = await fixture.run({ ...options, args: ['-i', '--forceExit', ...args] })
  }
  return runs as FourModes
}

/** What Jest says of each test: what must be the same with and without us. */
export const outcomesOf = (run: JestRun): unknown =>
  run.json.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      name,
      fullName,
      status,
      failures: failureMessages.map((text) => text.replace(/\n +at [^]*/, '')),
    })),
  )
