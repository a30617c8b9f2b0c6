import { EventEmitter } from '../../../kept/node'

import type { TestFile } from '../../../ownership/scope'
import { exportsOfFile } from './loaded-modules'
import { runtimeOf } from './jest-runtime'

/** Leftover work keeps test files alive, and must not keep their sandboxes. */
const environments = new WeakMap<TestFile, WeakRef<object>>()

/** Remembers where the modules of a file are loaded. */
export function keepEnvironment(testFile: TestFile, environment: object): void {
  environments.set(testFile, new WeakRef(environment))
}

/**
 * The methods of a class that a file exports, with those that it inherits or was given later; without a `name`, the
 * functions that the file exports. Empty where it is not loaded, or exports no such class. Runs no code but traps of
 * proxies.
 */
export function loadedMethods(testFile: TestFile, file: string, name: string | undefined): readonly string[] {
  const environment = environments.get(testFile)?.deref()
  const runtime = environment && runtimeOf(environment)
  if (runtime === undefined) return []
  try {
    return exportsOfFile(runtime, file).flatMap((exports) =>
      name === undefined ? functionsOf(exports) : methodsOf(classNamed(exports, name)?.prototype),
    )
  } catch {
    // A proxy that refuses to be asked.
    return []
  }
}

function classNamed(exports: object, name: string): { readonly prototype?: unknown } | undefined {
  const isNamed = (value: unknown): boolean =>
    typeof value === 'function' &&
    fieldOf(value, 'name') === name &&
    typeof fieldOf(value, 'prototype') === 'object'
  const found = [exports, ...Object.getOwnPropertyNames(exports).map((key) => fieldOf(exports, key))].find(
    isNamed,
  )
  return found as { readonly prototype?: unknown } | undefined
}

/** Up to what has no way to end of its own. */
function methodsOf(prototype: unknown): string[] {
  const found: string[] = []
  let current = prototype
  while (typeof current === 'object' && current !== null && current !== EventEmitter.prototype) {
    found.push(...functionsOf(current))
    current = Object.getPrototypeOf(current)
  }
  return found
}

function functionsOf(object: object): string[] {
  return Object.getOwnPropertyNames(object).filter((name) => typeof fieldOf(object, name) === 'function')
}

/** Without calling a getter. */
function fieldOf(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value
}
