import { describeValue, listWords } from '../options/validation/describe-value'
import { nearestName } from '../options/validation/nearest-name'
import { findMethod, nameOfTarget, resetNames } from '../singletons/contract'
import type { RegisterOptions, SingletonScope, SingletonTarget } from '../singletons/registration'
import { sandboxApi } from '../sandbox/sandbox-api'

const scopes: readonly SingletonScope[] = ['owner', 'test', 'file']
const optionNames: readonly (keyof RegisterOptions)[] = ['dependsOn', 'reset', 'peek', 'scope']

/**
 * Makes the reset of a singleton a matter of course: the environment calls its `resetInstance()` when the scope
 * ends in which the instance appeared, dependents first, and fails that scope when the reset throws, hangs or
 * leaves something open. For setup files and tests; does nothing under other environments.
 *
 * @param target a class, or an object, with `resetInstance()`, or with `options.reset`
 * @throws TypeError that names what was expected and what was given; also when `dependsOn` forms a cycle
 */
export function registerSingleton(target: SingletonTarget, options: RegisterOptions = {}): void {
  assertTarget(target)
  const where = `registerSingleton(${nameOfTarget(target)})`
  const problems = problemsOf(target, options)
  if (problems.length > 0) throw new TypeError(`${where}: ${problems.join('; ')}`)
  sandboxApi()?.registerSingleton(target, options)
}

function assertTarget(target: unknown): void {
  if (typeof target === 'function' || (typeof target === 'object' && target !== null)) return
  const hint = target === undefined ? '; is its module part of a circular import?' : ''
  throw new TypeError(
    `registerSingleton(): expected a class or an object with resetInstance(), got ${describeValue(target)}${hint}`,
  )
}

function problemsOf(target: object, options: RegisterOptions): string[] {
  const given: unknown = options
  if (typeof given !== 'object' || given === null)
    return [`options: expected an object, got ${describeValue(given)}`]
  const { dependsOn, peek, reset, scope } = options as Readonly<Record<string, unknown>>
  return [
    ...Object.keys(options).flatMap(unknownOption),
    ...functionOrNothing('reset', reset),
    ...functionOrNothing('peek', peek),
    ...(scope === undefined || scopes.includes(scope as SingletonScope)
      ? []
      : [`scope: expected ${listWords(scopes)}, got ${describeValue(scope)}${meant(scope, scopes)}`]),
    ...(dependsOn === undefined ? [] : dependencies(dependsOn)),
    ...(reset === undefined && findMethod(target, resetNames) === undefined ? [noReset(target)] : []),
  ]
}

function unknownOption(name: string): string[] {
  if ((optionNames as readonly string[]).includes(name)) return []
  return [
    `unknown option ${name}; ${meant(name, optionNames).slice(2) || `expected ${listWords(optionNames)}`}`,
  ]
}

function functionOrNothing(name: string, value: unknown): string[] {
  if (value === undefined || typeof value === 'function') return []
  return [`${name}: expected a function, got ${describeValue(value)}`]
}

function dependencies(value: unknown): string[] {
  if (!Array.isArray(value)) {
    return [`dependsOn: expected an array of classes or objects, got ${describeValue(value)}`]
  }
  return value.flatMap((item: unknown, index) => {
    if (typeof item === 'function' || (typeof item === 'object' && item !== null)) return []
    const hint = item === undefined ? '; is its module part of a circular import?' : ''
    return [`dependsOn[${index}]: expected a class or an object, got ${describeValue(item)}${hint}`]
  })
}

function noReset(target: object): string {
  const methods = Object.getOwnPropertyNames(target).filter(
    (name) =>
      typeof Object.getOwnPropertyDescriptor(target, name)?.value === 'function' && name !== 'prototype',
  )
  return `expected a static resetInstance(), or the option reset; there is ${
    methods.length === 0
      ? 'no such method'
      : methods
          .slice(0, 5)
          .map((name) => `${name}()`)
          .join(', ')
  }${meant(
    methods.find((name) => nearestName(name, resetNames)),
    resetNames,
  )}`
}

function meant(given: unknown, names: readonly string[]): string {
  const nearest = typeof given === 'string' ? nearestName(given, names) : undefined
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`
}
