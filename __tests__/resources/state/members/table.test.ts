import { createContext, runInContext } from 'node:vm'

import { MemberTable } from '../../../../src/resources/state/members/table'
import { watchMembers } from '../../../../src/resources/state/members/watched-members'

/** A sandbox as Jest makes one, its table, and how it was at the last look. */
function looked(): { readonly run: (code: string) => void; readonly isSame: () => boolean } {
  const globals = createContext({
    process: { argv: ['node', 'jest'], cwd: () => '/', stdout: {}, stderr: {} },
    performance: {},
    console: { log: () => undefined },
  })
  const global = runInContext('globalThis', globals) as object
  const { process } = globals as { process: NodeJS.Process }
  const watched = watchMembers(
    { global, globals, process },
    () => false,
    () => true,
  )
  for (const each of watched) each.compare(() => undefined)
  const table = new MemberTable(watched)
  table.take()
  return {
    run: (code) => {
      runInContext(code, globals)
    },
    isSame: () => table.isSame(),
  }
}

test('nothing has changed', () => {
  expect(looked().isSame()).toBe(true)
})

test.each([
  ['a function', 'process.cwd = () => "/elsewhere"'],
  ['a function of the language', 'Math.random = () => 4'],
  ['a list that has another item', 'process.argv.push("--silent")'],
  ['another object in its place', 'console = { log: console.log }'],
  ['a member that a class has not had', 'Array.prototype.last = function () { return this.at(-1) }'],
  ['the same of the class itself', 'Object.everything = true'],
  ['a getter instead of a value', 'Object.defineProperty(JSON, "parse", { get: () => () => undefined })'],
])('%s is seen', (_name, code) => {
  const { isSame, run } = looked()
  run(code)
  expect(isSame()).toBe(false)
})

test('what is put back is as it was', () => {
  const { isSame, run } = looked()
  run('globalThis.cwd = process.cwd; process.cwd = () => "/elsewhere"; process.cwd = cwd')
  run('Array.prototype.last = 1; delete Array.prototype.last')
  expect(isSame()).toBe(true)
})
