import { readFileSync } from 'node:fs'
import vm from 'node:vm'

import { asBeforeTests } from '../kept/as-before-tests'

// Tests put spies and mocks on Node's public objects.
const { compileFunction } = vm

/** Modules by their names in the build: `wording/summary`. */
export type Loaders = Readonly<Record<string, () => unknown>>

type Load = (name: string) => unknown

type Body = (exports: object, require: Load, module: { exports: object }, filename: string) => void

interface Part {
  /** Bytes of the file. */
  readonly start: number
  readonly end: number
  /** Lines above it. */
  readonly line: number
}

/** What the build writes above a module, before its name and line; and below each. */
const head = '{ // module '
const tail = '}\n'

/**
 * What a process needs in the middle of its tests, when the file system may be mocked or out of descriptors: the file is
 * read now, and each of its modules is compiled when it is first asked for, as all of them together take longer than most
 * processes have use for. `startup` has those that are loaded already; a module asks for either kind as `#wording/summary`.
 */
export function lateModules(file: string, startup: Loaders, elsewhere: NodeJS.Require): Load {
  const content = readFileSync(file)
  const loaded = new Map<string, { exports: object }>()
  let parts: ReadonlyMap<string, Part> | undefined
  const require = Object.assign(requireFrom, elsewhere)

  return load

  function load(name: string): unknown {
    const known = loaded.get(name)
    if (known !== undefined) return known.exports
    parts ??= partsOf(content)
    const part = parts.get(name)
    return part === undefined ? startup[name]?.() : run(name, part)
  }

  function run(name: string, { start, end, line }: Part): object {
    const body = compileFunction(
      `'use strict';${content.toString('utf8', start, end)}`,
      ['exports', 'require', 'module', '__filename'],
      { filename: file, lineOffset: line },
    ) as Body
    const module: { exports: object } = { exports: {} }
    loaded.set(name, module)
    let done = false
    try {
      body(module.exports, require, module, file)
      done = true
    } finally {
      // Whoever asks again tries again.
      if (!done) loaded.delete(name)
    }
    return module.exports
  }

  function requireFrom(name: string): unknown {
    // The loader of Node would look for the file that stands beside this one.
    return name.startsWith('#') ? load(name.slice(1)) : asBeforeTests(() => elsewhere(name) as unknown)
  }
}

function partsOf(content: Buffer): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  let next = content.indexOf(head)
  while (next !== -1) {
    const start = content.indexOf('\n', next) + 1
    const [name = '', line] = content.toString('utf8', next + head.length, start - 1).split(', line ')
    next = content.indexOf(head, start)
    const end = content.lastIndexOf(tail, next === -1 ? undefined : next)
    parts.set(name, { start, end, line: Number(line) })
  }
  return parts
}
