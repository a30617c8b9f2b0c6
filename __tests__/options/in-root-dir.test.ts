import path from 'node:path'

import { inRootDir } from '../../src/options/in-root-dir'

const root = path.resolve('/app')

test.each([
  ['known.json', path.join(root, 'known.json')],
  ['./a/../known.json', path.join(root, 'known.json')],
  ['../known.json', path.resolve('/known.json')],
  ['<rootDir>/known.json', path.join(root, 'known.json')],
  ['<rootDir>\\known.json', path.join(root, 'known.json')],
  ['<rootDir>/../known.json', path.resolve('/known.json')],
  ['<rootDir>', root],
  [path.resolve('/elsewhere/known.json'), path.resolve('/elsewhere/known.json')],
  // A directory that is called so.
  ['a/<rootDir>/known.json', path.join(root, 'a', '<rootDir>', 'known.json')],
])('%s', (given, expected) => {
  expect(inRootDir(root, given)).toBe(expected)
})
