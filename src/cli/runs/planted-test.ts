import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'

import { packageOf } from './package-of'
import { readJson } from './packages'

type Config = Readonly<Record<string, unknown>>

/** What the planted tests are called. */
export const plantedNames = {
  leak: 'leakguard: a planted leak',
  clean: 'leakguard: nothing left open',
} as const

export interface PlantedTest {
  readonly path: string
  readonly text: string
}

export interface PlantedAs {
  /** Of the Jest that runs it. */
  readonly jest: string
  /** For its docblock. */
  readonly environment: string | undefined
  /** The how manyth of its project it is: each has a name of its own. */
  readonly index: number
}

/**
 * A test file that a project would run, beside its own tests and named like them; `undefined` when no name is found
 * that its `testMatch` or `testRegex` takes.
 */
export function plantedTest(
  project: Config,
  ownTests: readonly string[],
  { jest, environment, index }: PlantedAs,
): PlantedTest | undefined {
  const isTest = testFilter(project, jest)
  const stem = `leakguard-planted${index === 0 ? '' : `-${String(index)}`}`
  const path = [...likeOwn(ownTests.filter(isTest), stem), ...usual(project, stem)].find(
    (candidate) => isTest(candidate) && existsSync(dirname(candidate)) && !existsSync(candidate),
  )
  return path === undefined ? undefined : { path, text: textOf(path, project, environment) }
}

/** `users.e2e-spec.ts` gives `leakguard-planted.e2e-spec.ts` beside it. */
function likeOwn(tests: readonly string[], stem: string): string[] {
  return tests.slice(0, 20).flatMap((test) => {
    const name = basename(test)
    const [first = ''] = name.split('.')
    const rest = name.slice(first.length)
    return [`${stem}${rest}`, `${first}-${stem}${rest}`, `${stem}-${name}`].map((each) =>
      join(dirname(test), each),
    )
  })
}

const kinds = ['.test', '.spec', '.e2e-spec', '-test', '-spec', '_test', '_spec', '']
const directories = ['', '__tests__', 'test', 'tests', 'src', 'src/__tests__', 'spec', 'e2e']

function usual({ roots, rootDir, moduleFileExtensions }: Config, stem: string): string[] {
  const places = [...strings(roots), String(rootDir)].flatMap((root) =>
    directories.map((name) => join(root, name)),
  )
  const extensions = ['js', ...strings(moduleFileExtensions)].filter((each) => /^[cm]?[jt]sx?$/.test(each))
  return places.flatMap((place) =>
    kinds.flatMap((kind) => extensions.map((extension) => join(place, `${stem}${kind}.${extension}`))),
  )
}

/** As Jest decides it, with the matcher of the Jest that runs. */
function testFilter(project: Config, jest: string): (path: string) => boolean {
  const { globsToMatcher } = createRequire(
    createRequire(createRequire(jest).resolve('@jest/core')).resolve('jest-config'),
  )('jest-util') as { globsToMatcher: (globs: readonly string[]) => (path: string) => boolean }
  const globs = strings(project.testMatch)
  const matches = globs.length === 0 ? () => true : globsToMatcher(globs)
  const wanted = strings(project.testRegex).map((source) => new RegExp(source))
  const ignored = strings(project.testPathIgnorePatterns).map((source) => new RegExp(source))
  const roots = strings(project.roots)
  return (path) =>
    roots.some((root) => path.startsWith(root)) &&
    matches(path.replaceAll('\\', '/')) &&
    (wanted.length === 0 || wanted.some((regex) => regex.test(path))) &&
    !ignored.some((regex) => regex.test(path))
}

/**
 * Imports nothing where it can: what it opens comes from Node itself, past fake timers and mocked globals, and no
 * option of the project lets its leak pass.
 */
function textOf(path: string, project: Config, environment: string | undefined): string {
  const isTypeScript = /\.[cm]?tsx?$/.test(path)
  const isModule = isEsm(path, project)
  const imports =
    project.injectGlobals === false
      ? [
          isModule || isTypeScript
            ? "import { test } from '@jest/globals'"
            : "const { test } = require('@jest/globals')",
        ]
      : isTypeScript
        ? ['export {}']
        : []
  return [
    '/**',
    ' * @leakguard {"types": {"timer": "fail"}}',
    ...(environment === undefined ? [] : [` * @jest-environment ${environment}`]),
    ' */',
    ...(isTypeScript ? ['// @ts-nocheck'] : []),
    '// Planted by jest-leakguard to see whether leaks are found here, and removed again in a moment.',
    ...imports,
    "const timers = process.getBuiltinModule ? process.getBuiltinModule('node:timers') : globalThis",
    `test(${JSON.stringify(plantedNames.leak)}, () => {`,
    '  timers.setInterval(() => undefined, 60000)',
    '})',
    `test(${JSON.stringify(plantedNames.clean)}, () => {`,
    '  timers.clearInterval(timers.setInterval(() => undefined, 60000))',
    '})',
    '',
  ].join('\n')
}

function isEsm(path: string, { extensionsToTreatAsEsm }: Config): boolean {
  const extension = extname(path)
  if (extension === '.mjs' || strings(extensionsToTreatAsEsm).includes(extension)) return true
  return extension === '.js' && readJson(join(packageOf(path), 'package.json')).type === 'module'
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
