import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { framesOf, packageVersion } from '../../../src/resources/trace/frames'
import type { Frame } from '../../../src/verdict/leak'

const frameOf = (line: string): Frame => {
  const [frame, ...others] = framesOf({ stack: `Error: at first sight\n    ${line}` })
  if (frame === undefined || others.length > 0) throw new Error(`expected one frame in "${line}"`)
  return frame
}

describe('places', () => {
  test.each<[line: string, file: string, position: readonly [number, number]]>([
    ['at start (/app/src/poll.js:3:5)', '/app/src/poll.js', [3, 5]],
    ['at /app/src/poll.js:3:5', '/app/src/poll.js', [3, 5]],
    ['at async start (/app/src/poll.js:3:5)', '/app/src/poll.js', [3, 5]],
    ['at async /app/src/poll.js:3:5', '/app/src/poll.js', [3, 5]],
    ['at new Poller (/app/src/poll.js:3:5)', '/app/src/poll.js', [3, 5]],
    ['at Object.<anonymous> (/app/src/poll.js:3:5)', '/app/src/poll.js', [3, 5]],
    ['at Timeout._onTimeout [as run] (/app/src/poll.js:3:5)', '/app/src/poll.js', [3, 5]],
    ['at start (/app/my files (old)/poll.js:3:5)', '/app/my files (old)/poll.js', [3, 5]],
    ['at /app/my files (old)/poll.js:3:5', '/app/my files (old)/poll.js', [3, 5]],
    ['at start (/app/src/[id]/$&.js:3:5)', '/app/src/[id]/$&.js', [3, 5]],
    ['at start (C:\\app\\src\\poll.js:3:5)', 'C:\\app\\src\\poll.js', [3, 5]],
    ['at C:/app/src/poll.js:3:5', 'C:/app/src/poll.js', [3, 5]],
    ['at start (file:///app/src/poll%20er.mjs:3:5)', '/app/src/poll er.mjs', [3, 5]],
    ['at file:///app/src/$&.mjs:3:5', '/app/src/$&.mjs', [3, 5]],
    ['at eval (eval at start (/app/src/poll.js:3:5), <anonymous>:1:1)', '/app/src/poll.js', [3, 5]],
  ])('%s', (text, file, [line, column]) => {
    expect(frameOf(text)).toMatchObject({ kind: 'project', file, line, column })
  })

  test('URLs are printed as paths', () => {
    expect(frameOf('at start (file:///app/src/$&.mjs:3:5)').text).toBe('at start (/app/src/$&.mjs:3:5)')
  })
})

describe('kinds', () => {
  const own = path.join(__dirname, '../../../src/resources/channels/async-hook.ts')

  test.each<[line: string, kind: Frame['kind'], name?: string]>([
    ['at start (/app/src/poll.js:3:5)', 'project'],
    ['at start (/app/node_modules.js:3:5)', 'project'],
    [`at init (${own}:3:5)`, 'own'],
    ['at listen (node:net:3:5)', 'node'],
    ['at node:internal/timers:3:5', 'node'],
    ['at new Promise (<anonymous>)', 'node'],
    ['at async Promise.all (index 0)', 'node'],
    ['at native', 'node'],
    ['at Pool.connect (/app/node_modules/pg-pool/index.js:3:5)', 'dependency', 'pg-pool'],
    ['at start (/app/node_modules/@fastify/server/lib/a.js:3:5)', 'dependency', '@fastify/server'],
    ['at start (C:\\app\\node_modules\\@fastify\\server\\a.js:3:5)', 'dependency', '@fastify/server'],
    ['at start (/app/node_modules/pg/node_modules/pg-pool/index.js:3:5)', 'dependency', 'pg-pool'],
    ['at start (/app/node_modules/.pnpm/pg@8.1.0/node_modules/pg/lib/a.js:3:5)', 'dependency', 'pg'],
    ['at start (file:///app/node_modules/pg/esm/index.mjs:3:5)', 'dependency', 'pg'],
    ['at start (/app/node_modules/jest-mock-server/index.js:3:5)', 'dependency', 'jest-mock-server'],
    ['at start (/app/node_modules/jsdom/lib/a.js:3:5)', 'dependency', 'jsdom'],
    ['at run (/app/node_modules/jest-circus/build/run.js:3:5)', 'jest'],
    ['at run (/app/node_modules/@jest/core/build/a.js:3:5)', 'jest'],
    ['at run (/app/node_modules/expect/build/a.js:3:5)', 'jest'],
    ['at run (/app/node_modules/.pnpm/jest-circus@30.5.2_x/node_modules/jest-circus/build/a.js:3:5)', 'jest'],
    ['at run (C:\\app\\node_modules\\jest-runner\\build\\a.js:3:5)', 'jest'],
  ])('%s', (...row) => {
    const [text, kind, name] = row
    const frame = frameOf(text)

    expect(frame.kind).toBe(kind)
    expect(frame.package).toBe(name)
  })

  test('the runtime of Jest loads modules', () => {
    const text = 'at Runtime.requireModule (/app/node_modules/jest-runtime/build/index.js:3:5)'

    expect(frameOf(text)).toMatchObject({ kind: 'jest', loadsModule: true })
    expect(frameOf('at run (/app/node_modules/jest-circus/build/run.js:3:5)').loadsModule).toBe(false)
  })
})

test('the message of the stack is no frame', () => {
  expect(framesOf({ stack: 'Error: it failed\nat all\n    at start (/app/a.js:1:1)' })).toHaveLength(2)
  expect(framesOf({ stack: 'Error' })).toEqual([])
  expect(framesOf({})).toEqual([])
})

test('a stack that somebody else formats has no frames', () => {
  expect(framesOf({ stack: [{}] as unknown as string })).toEqual([])
  expect(
    framesOf({
      get stack(): string {
        throw new Error('hostile')
      },
    }),
  ).toEqual([])
})

describe('packageVersion', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'leakguard-frames-'))
  afterAll(() => {
    rmSync(root, { recursive: true })
  })
  const addPackage = (name: string, manifest: string): string => {
    const directory = path.join(root, 'node_modules', name)
    mkdirSync(path.join(directory, 'lib'), { recursive: true })
    writeFileSync(path.join(directory, 'package.json'), manifest)
    return path.join(directory, 'lib/index.js')
  }

  test.each(['pg', '@fastify/server'])('of %s', (name) => {
    expect(packageVersion(addPackage(name, '{ "version": "8.1.0" }'), name)).toBe('8.1.0')
  })

  test('of a package whose main file has its name', () => {
    addPackage('lodash', '{ "version": "4.17.21" }')
    expect(packageVersion(path.join(root, 'node_modules/lodash/lodash.js'), 'lodash')).toBe('4.17.21')
  })

  test.each([
    ['without a version', '{}'],
    ['with one of another kind', '{ "version": 8 }'],
    ['that is no JSON', 'none'],
  ])('is unknown for a manifest %s', (_name, manifest) => {
    expect(packageVersion(addPackage('broken', manifest), 'broken')).toBeUndefined()
  })

  test('is unknown without a manifest', () => {
    expect(packageVersion('/nowhere/node_modules/pg/index.js', 'pg')).toBeUndefined()
  })
})
