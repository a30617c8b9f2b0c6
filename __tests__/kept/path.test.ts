import path from 'node:path'

import * as kept from '../../src/kept/path'

const posixPaths = [
  '/',
  '/app',
  '/app/src',
  '/app/src/a.ts',
  '/application',
  '/app/../b',
  '/app//c/',
  '/x/y/z',
]
const windowsPaths = ['C:\\', 'C:\\app', 'C:\\app\\src\\a.ts', 'c:\\App\\test', 'D:\\other', 'C:\\app\\..\\b']

const pairs = (paths: readonly string[]): [string, string][] =>
  paths.flatMap((from) => paths.map((to): [string, string] => [from, to]))

describe.each([
  ['posix', kept.posix, path.posix, posixPaths],
  ['win32', kept.win32, path.win32, windowsPaths],
] as const)('%s', (_system, ours, nodes, paths) => {
  test.each(pairs(paths))('relative(%j, %j)', (from, to) => {
    expect(ours.relative(from, to)).toBe(nodes.relative(from, to))
  })

  test.each(pairs([...paths, '', '.', 'a', '../a', 'b/c']))('join(%j, %j)', (first, second) => {
    expect(ours.join(first, second)).toBe(nodes.join(first, second))
  })
})

test('spies on the public functions see no call', () => {
  const spies = [jest.spyOn(path, 'resolve'), jest.spyOn(path, 'normalize')]
  try {
    kept.relative('/app', '/app/src')
    kept.join('/app', 'src')
    expect(spies.map(({ mock }) => mock.calls)).toEqual([[], []])
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
})
