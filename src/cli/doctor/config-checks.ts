import { OptionsError } from '../../options/validation/options-error'
import { checkOptions } from '../../options/validation/validate'
import { isRecord } from '../../options/validation/value-checks'
import { plainLine } from '../../report/plain-text'
import { leakTypes } from '../../wording/types'
import { missingFlag } from '../runs/as-script'
import { environmentKind, hasReporter, isOurs } from '../runs/environments'
import { displayNameOf, type ResolvedRun } from '../runs/configs'
import type { Check } from './check'

type Config = Readonly<Record<string, unknown>>

/** It finds every configuration, writes what each takes, and proves it. */
export const remedy = 'npx jest-leakguard init'

/** What one run of Jest is configured to do, project by project; `of` names the run where there are several. */
export function configChecks(run: ResolvedRun, of: string): Check[] {
  const { projects, problem } = run
  if (problem !== undefined)
    return [
      {
        name: 'config',
        state: 'fail',
        text: `Jest cannot read the configuration${of}: ${problem}`,
      },
    ]
  return [
    ...projects.flatMap(({ config }) => projectChecks(config, projects.length > 1, of)),
    reporterCheck(run, of),
    ...moduleChecks(run, of),
  ]
}

/** Where a transform makes CommonJS of ES modules, they need nothing. */
function moduleChecks({ directory, env, nodeArgs, projects }: ResolvedRun, of: string): Check[] {
  const isUntransformed = projects.some(
    ({ config: { transform } }) => Array.isArray(transform) && transform.length === 0,
  )
  const missing = isUntransformed ? missingFlag(directory, { env, nodeArgs }) : undefined
  return missing === undefined ? [] : [{ name: 'modules', state: 'warn', text: `${missing}${of}` }]
}

function projectChecks(project: Config, isOneOfMany: boolean, run: string): Check[] {
  const of = `${isOneOfMany ? ` of project ${nameOf(project)}` : ''}${run}`
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
  if (isOurs(file)) return { name: 'environment', state: 'ok', text: `testEnvironment${of} finds leaks` }
  if (environmentKind(file) === 'guarded')
    return {
      name: 'environment',
      state: 'ok',
      text: `testEnvironment${of} is ${shown(file)}, which uses jest-leakguard`,
    }
  return {
    name: 'environment',
    state: 'fail',
    text: `testEnvironment${of} is ${shown(file)}: its leaks are not found`,
    fix: remedy,
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

function reporterCheck({ global, script, options }: ResolvedRun, of: string): Check {
  if (hasReporter(global))
    return {
      name: 'reporter',
      state: 'ok',
      text: `the reporter is there${of}: summaries and reports are written`,
    }
  return {
    name: 'reporter',
    state: 'warn',
    text: `the reporter is missing${of}: leaks fail their tests, but there is no summary and no report, and late leaks fail nothing`,
    fix:
      script === undefined && options.some(({ name }) => name === 'reporters')
        ? 'add `--reporters=jest-leakguard/reporter` to its command line'
        : remedy,
  }
}

function nameOf(project: Config): string {
  return plainLine(displayNameOf(project) ?? shown(String(project.rootDir)))
}

/** A path as people know it: its package, or its last names. */
function shown(path: string): string {
  const [, inModules] = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? []
  return plainLine(inModules ?? path.split(/[\\/]/).slice(-2).join('/'))
}
