import { EventEmitter } from '../../kept/node'
import { relative } from '../../kept/path'
import { currentDirectory, theProcess } from '../../kept/process'

import type { Facts, LeakType } from '../../verdict/leak'
import { type Sandbox, compareSlot, type WatchedValues } from './watched'

interface Setting {
  readonly type: LeakType
  readonly key: string
  readonly outlivesFile: boolean
  read(): unknown
  /** Of what outlives the file: as `read`, without anything of the sandbox. */
  readonly real?: () => unknown
  write(value: unknown): void
  readonly isClear?: WatchedValues['isClear']
  facts(before: unknown, now: unknown): Facts
  readonly sources: readonly RegExp[]
}

/** What the process, or the realm of the tests, has one of. */
export function watchSettings({ global, process }: Sandbox): WatchedValues[] {
  const errors = Reflect.get(global, 'Error') as ErrorConstructor
  return settingsOf(process, errors).map((setting) => ({
    type: setting.type,
    outlivesFile: setting.outlivesFile,
    compare(last, note) {
      compareSlot(setting, last, note)
    },
    read: () => setting.read(),
    ...staying(setting.real),
    ...(setting.isClear && { isClear: setting.isClear }),
    restore: (_key, value) => {
      setting.write(value)
    },
    facts: (_key, before, now) => setting.facts(before, now),
    sources: () => setting.sources,
  }))
}

/** Outside of every function that has a sandbox. */
const real = {
  exitCode: () => theProcess.exitCode,
  maxListeners: () => EventEmitter.defaultMaxListeners,
}

function staying(ask: Setting['real']): Pick<WatchedValues, 'stays'> {
  return ask === undefined ? {} : { stays: (_key, now) => () => ask() === now }
}

function settingsOf(process: NodeJS.Process, errors: ErrorConstructor): readonly Setting[] {
  // Kept before any test runs: a test may mock them.
  const chdir = process.chdir.bind(process)
  const cwd = process.cwd.bind(process)
  const root = cwd()
  const fromRoot = (directory: unknown): string => {
    const path = relative(root, String(directory)) || '.'
    return path.startsWith('..') ? String(directory) : path
  }
  const plain = (before: unknown, now: unknown): Facts => ({ before: shown(before), now: shown(now) })
  return [
    {
      type: 'cwd',
      key: 'cwd',
      outlivesFile: true,
      read: () => cwd(),
      real: currentDirectory,
      write: (value) => {
        chdir(String(value))
      },
      facts: (before, now) => ({ before: fromRoot(before), now: fromRoot(now) }),
      sources: [/\bchdir\(/],
    },
    {
      type: 'process-title',
      key: 'title',
      // Each file has a copy of its own, which names no process.
      outlivesFile: false,
      read: () => process.title,
      write: (value) => {
        process.title = String(value)
      },
      facts: () => ({}),
      sources: [/\bprocess\.title\s*=(?![=>])/],
    },
    {
      type: 'exit-code',
      key: 'exitCode',
      outlivesFile: true,
      read: () => process.exitCode,
      real: real.exitCode,
      // A process ends with 0 anyway: whoever sets that puts it back.
      isClear: (now) => now === undefined || Number(now) === 0,
      write: (value) => {
        process.exitCode = value as number | undefined
      },
      facts: plain,
      sources: [/\bexitCode\s*=(?![=>])/],
    },
    {
      type: 'max-listeners',
      key: 'defaultMaxListeners',
      outlivesFile: true,
      read: () => EventEmitter.defaultMaxListeners,
      real: real.maxListeners,
      write: (value) => {
        EventEmitter.defaultMaxListeners = Number(value)
      },
      facts: plain,
      sources: [/\bdefaultMaxListeners\s*=(?![=>])/, /\bsetMaxListeners\(/],
    },
    {
      type: 'stack-trace',
      key: 'stackTraceLimit',
      outlivesFile: false,
      read: () => errors.stackTraceLimit,
      write: (value) => {
        errors.stackTraceLimit = Number(value)
      },
      facts: (before, now) => ({ ...plain(before, now), property: 'stackTraceLimit' }),
      sources: [/\bstackTraceLimit\s*=(?![=>])/],
    },
    {
      type: 'stack-trace',
      key: 'prepareStackTrace',
      outlivesFile: false,
      read: () => Reflect.get(errors, 'prepareStackTrace'),
      write: (value) => {
        Reflect.set(errors, 'prepareStackTrace', value)
      },
      facts: () => ({ property: 'prepareStackTrace' }),
      sources: [/\bprepareStackTrace\s*=(?![=>])/],
    },
  ]
}

function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : 'unset'
}
