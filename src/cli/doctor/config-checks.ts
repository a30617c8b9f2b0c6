import { realpathSync } from 'node:fs'

import { environmentPath, reporterPath } from '../../config/package-paths'
import { readFile } from '../../loading/read-file'
import { OptionsError } from '../../options/options-error'
import { checkOptions } from '../../options/validate'
import { isRecord } from '../../options/value-checks'
import { plainLine } from '../../report/plain-text'
import { leakTypes } from '../../wording/types'
import type { Check } from './check'
import type { ShownConfig } from './show-config'

type Config = Readonly<Record<string, unknown>>

/** What the configuration says, project by project. */
export function configChecks({ config, problem }: ShownConfig): Check[] {
  if (config === undefined)
    return [{ name: 'config', state: 'fail', text: `Jest cannot read the configuration: ${problem ?? ''}` }]
  const { global, projects } = config
  return [
    ...projects.flatMap((project) => projectChecks(project, projects.length > 1)),
    reporterCheck(global),
    ...flagChecks(global),
  ]
}

function projectChecks(project: Config, isOneOfMany: boolean): Check[] {
  const of = isOneOfMany ? ` of project ${nameOf(project)}` : ''
  const { testRunner } = project
  const isJasmine = typeof testRunner === 'string' && testRunner.includes('jest-jasmine2')
  return [
    environmentCheck(project, of),
    ...(isJasmine
      ? [
          {
            name: 'runner',
            state: 'fail',
            text: `testRunner${of} is jest-jasmine2, which tells environments nothing`,
            fix: 'remove `testRunner`',
          } as const,
        ]
      : []),
    ...optionChecks(project, of),
  ]
}

function environmentCheck({ testEnvironment }: Config, of: string): Check {
  const file = typeof testEnvironment === 'string' ? testEnvironment : ''
  if (isSame(file, environmentPath))
    return { name: 'environment', state: 'ok', text: `testEnvironment${of} finds leaks` }
  if (String(readFile(file) ?? '').includes('jest-leakguard'))
    return {
      name: 'environment',
      state: 'ok',
      text: `testEnvironment${of} is ${shown(file)}, which uses jest-leakguard`,
    }
  return {
    name: 'environment',
    state: 'fail',
    text: `testEnvironment${of} is ${shown(file)}: its leaks are not found`,
    fix: "testEnvironment: 'jest-leakguard/environment', or wrap it: module.exports = withLeakDetection(Environment)",
  }
}

function optionChecks({ testEnvironmentOptions }: Config, of: string): Check[] {
  const options = isRecord(testEnvironmentOptions) ? testEnvironmentOptions.leakguard : undefined
  try {
    checkOptions(options, leakTypes, `testEnvironmentOptions.leakguard${of}`)
    return []
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error
    return [{ name: 'options', state: 'fail', text: plainLine(error.message) }]
  }
}

function reporterCheck({ reporters }: Config): Check {
  const names = Array.isArray(reporters)
    ? reporters.map((reporter: unknown): unknown => (Array.isArray(reporter) ? reporter[0] : reporter))
    : []
  if (names.some((name) => typeof name === 'string' && isSame(name, reporterPath)))
    return { name: 'reporter', state: 'ok', text: 'the reporter is there: summaries and reports are written' }
  return {
    name: 'reporter',
    state: 'warn',
    text: 'the reporter is missing: leaks fail their tests, but there is no summary and no report, and late leaks fail nothing',
    fix: "at the root of the configuration: reporters: ['default', 'jest-leakguard/reporter']",
  }
}

function flagChecks({ forceExit, detectOpenHandles }: Config): Check[] {
  return [
    ...(forceExit === true
      ? [
          {
            name: 'forceExit',
            state: 'warn',
            text: 'forceExit is set: it hides what keeps Jest alive',
            fix: 'remove it; `jest-leakguard why` names what is left',
          } as const,
        ]
      : []),
    ...(detectOpenHandles === true
      ? [
          {
            name: 'detectOpenHandles',
            state: 'warn',
            text: 'detectOpenHandles is set: it makes every run slow and in band',
            fix: 'remove it: leaks are found without',
          } as const,
        ]
      : []),
  ]
}

function nameOf({ displayName, rootDir }: Config): string {
  const name = isRecord(displayName) ? displayName.name : displayName
  return typeof name === 'string' ? plainLine(name) : shown(String(rootDir))
}

/** A path as people know it: its package, or its last names. */
function shown(path: string): string {
  const [, inModules] = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? []
  return plainLine(inModules ?? path.split(/[\\/]/).slice(-2).join('/'))
}

function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false
  }
}
