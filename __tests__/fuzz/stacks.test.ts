import fc from 'fast-check'

import { framesOf } from '../../src/resources/trace/frames'
import { neverThrowsOthers, textOf } from './support/hostile'

const stack = textOf(
  ...[
    'Error: x',
    '\n',
    '    at ',
    'async ',
    'new ',
    'Object.<anonymous>',
    ' (',
    ')',
    '/app/src/a.ts',
    ':3',
    ':5',
  ],
  ...[
    'file:///app/',
    'file://%zz/',
    'C:\\app\\a.js',
    'node:net',
    '<anonymous>',
    'eval at ',
    '(eval at start (',
  ],
  ...['/node_modules/', '@scope/', 'pg', '/jest-circus/build/', 'wasm://wasm/', ':99999999999999999999', '['],
)

test('a stack of any text is read', () => {
  neverThrowsOthers(stack, (text) => framesOf({ stack: text }))
})

test('a frame keeps its place, whatever the path', () => {
  const path = fc
    .array(fc.stringMatching(/^[\w .@+-]{1,12}$/), { minLength: 1, maxLength: 5 })
    .map((parts) => `/${parts.map((part) => part.trim()).join('/')}/a.js`)
  fc.assert(
    fc.property(path, fc.nat(), fc.nat(), (file, line, column) => {
      const [frame] = framesOf({ stack: `Error\n    at fn (${file}:${String(line)}:${String(column)})` })
      expect(frame).toMatchObject({ file, line, column })
    }),
    { numRuns: 300 },
  )
})
