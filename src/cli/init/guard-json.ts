import { dirname, resolve } from 'node:path'

import { runsItself } from '../../config/guard-projects'
import { isRecord } from '../../options/value-checks'
import type { Change } from '../init'
import { type FoundConfig, parseJson } from './find-config'
import { projectAdvice } from './project-advice'

type Config = Record<string, unknown>

const environment = 'jest-leakguard/environment'
const reporter = 'jest-leakguard/reporter'
const plainEnvironments = [undefined, 'node', 'jest-environment-node', environment]

/** JSON calls no function: the preset where its place is free, else the lines that it stands for. */
export function guardJson(found: FoundConfig, cwd: string): Change {
  const { file, text } = found
  const whole = parseJson(found)
  const isManifest = /(?:^|[\\/])package\.json$/.test(file)
  const config = isManifest ? whole.jest : whole
  if (config !== undefined && !isRecord(config))
    return {
      file,
      before: text,
      after: undefined,
      advice: `Its "jest" names another file: jest-leakguard init --config ${typeof config === 'string' ? config : '<file>'}`,
    }
  const guarded = guard(config ?? {})
  if (typeof guarded === 'string') return { file, before: text, after: undefined, advice: guarded }
  const next = isManifest ? { ...whole, jest: guarded } : guarded
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
  const after = `${JSON.stringify(next, null, indent)}${text.endsWith('\n') ? '\n' : ''}`
  const advice = adviceOn(guarded, resolve(cwd, dirname(file)), cwd)
  return {
    file,
    before: text,
    after: JSON.stringify(next) === JSON.stringify(whole) ? text : after,
    ...(advice !== undefined && { advice }),
  }
}

function adviceOn({ projects, rootDir }: Config, directory: string, cwd: string): string | undefined {
  if (!Array.isArray(projects)) return undefined
  const paths = projects.filter((project) => typeof project === 'string')
  return projectAdvice(paths, resolve(directory, typeof rootDir === 'string' ? rootDir : '.'), cwd)
}

/** A string says what has to be done by hand. */
function guard(config: Config): Config | string {
  if (typeof config.preset === 'string' && config.preset.startsWith('jest-leakguard')) return config
  const { preset, projects, reporters, testEnvironment } = config
  if ([preset, projects, reporters, testEnvironment].every((value) => value === undefined))
    return { preset: 'jest-leakguard', ...config }
  const given = Array.isArray(projects) ? projects.filter(isRecord) : []
  const displaced = [config, ...given]
    .map((each) => each.testEnvironment)
    .find((name) => !plainEnvironments.includes(name as string))
  if (displaced !== undefined) return wrapAdvice(typeof displaced === 'string' ? displaced : 'node')
  return {
    ...config,
    // Projects inherit no environment.
    ...(runsItself(config) && { testEnvironment: environment }),
    ...(projects !== undefined && {
      projects: (projects as unknown[]).map((project) =>
        isRecord(project) ? { ...project, testEnvironment: environment } : project,
      ),
    }),
    reporters: withReporter(reporters),
  }
}

function withReporter(reporters: unknown): unknown[] {
  const given: unknown[] = Array.isArray(reporters) ? reporters : ['default']
  const has = given.some((entry) => (Array.isArray(entry) ? entry[0] : entry) === reporter)
  return has ? given : [...given, reporter]
}

function wrapAdvice(name: string): string {
  const base = name === 'jsdom' ? 'jest-environment-jsdom' : name
  return [
    `testEnvironment "${name}" stays as it is. Write a file leakguard-environment.cjs:`,
    '',
    "  const { withLeakDetection } = require('jest-leakguard')",
    `  const { TestEnvironment } = require('${base}')`,
    '  module.exports = withLeakDetection(TestEnvironment)',
    '',
    `and in the configuration: "testEnvironment": "<rootDir>/leakguard-environment.cjs", "reporters": ["default", "${reporter}"]`,
  ].join('\n')
}
