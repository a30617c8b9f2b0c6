import { runInThisContext } from 'node:vm'

import {
  type Call,
  captureTrace,
  mapCallsWith,
  readStack,
  type Trace,
} from '../../../src/resources/trace/trace'

/** Calls back from a file of a package, and from one of the project. */
const callFrom = (filename: string): ((fn: () => Trace) => Trace) =>
  runInThisContext('(function open(fn) { return fn() })', { filename }) as (fn: () => Trace) => Trace

/** Reads a stack while `format` is what formats stacks. */
function readWith(format: NonNullable<typeof Error.prepareStackTrace>, trace: Trace): string {
  const previous: unknown = Reflect.get(Error, 'prepareStackTrace')
  Error.prepareStackTrace = format
  try {
    const stack = readStack(trace)
    expect(Reflect.get(Error, 'prepareStackTrace')).toBe(format)
    return stack
  } finally {
    Reflect.set(Error, 'prepareStackTrace', previous)
  }
}

/** Moves every call to a source, as source maps do, those that packages ship included. */
const moved: NonNullable<typeof Error.prepareStackTrace> = (_error, calls) =>
  [
    'Error: of\ntwo lines',
    ...calls.map((_, index) => `    at source (/app/src/${String(index)}.ts:1:1)`),
  ].join('\n')

const open = (): Trace => captureTrace(open)

test('source maps of packages do not make their files the project’s', () => {
  const trace = callFrom('/app/node_modules/orm/driver.js')(() => callFrom('/app/lib/own.js')(open))
  const lines = readWith(moved, trace)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
  expect(lines.slice(0, 4)).toEqual([
    '    at source (/app/src/0.ts:1:1)',
    '    at source (/app/src/1.ts:1:1)',
    expect.stringMatching(/^ {4}at open \(\/app\/node_modules\/orm\/driver\.js:1:\d+\)$/),
    '    at source (/app/src/3.ts:1:1)',
  ])
})

test('a function that formats may throw, or return anything', () => {
  expect(readWith(() => ['no', 'text'], open())).toBe('')
  const fail = (): never => {
    throw new Error('expected')
  }
  expect(readWith(fail, open())).toBe('')
})

test('where the formatter knows no sources, calls of the project are mapped, and those of packages are not', () => {
  const raw: NonNullable<typeof Error.prepareStackTrace> = (_error, calls) =>
    ['Error', ...calls.map((call) => `    at ${(call as Call).toString()}`)].join('\n')
  mapCallsWith((call) => `${String(call.getFileName())}:source`)
  try {
    const trace = callFrom('/app/node_modules/orm/driver.js')(() => callFrom('/app/lib/own.js')(open))
    const [own, , driver] = readWith(raw, trace).match(/^ {4}at .*$/gm) ?? []
    expect(own).toBe('    at open (/app/lib/own.js:source)')
    expect(driver).toMatch(/^ {4}at open \(\/app\/node_modules\/orm\/driver\.js:1:\d+\)$/)
  } finally {
    mapCallsWith(() => undefined)
  }
})
