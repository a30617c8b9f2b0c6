import type { Frame } from '../../src/verdict/leak'
import { frameLines } from '../../src/wording/frame-lines'

const own = (name: string): Frame => ({
  kind: 'project',
  text: `at ${name} (${name}.js:1:1)`,
  loadsModule: false,
})
const of = (name: string, count: number): Frame[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'dependency',
    text: `at ${name}${String(index)} (node_modules/${name}/index.js:1:1)`,
    package: name,
    loadsModule: false,
  }))
const frames = [own('effect'), ...of('react-dom', 30), ...of('jsdom', 4), own('test'), ...of('pg', 3)]

test('many frames of others are one line, those of the project and few of others stay', () => {
  expect(frameLines(frames, 'site')).toEqual([
    'at effect (effect.js:1:1)',
    '… 34 frames of react-dom, jsdom',
    'at test (test.js:1:1)',
    ...of('pg', 3).map(({ text }) => text),
  ])
})

test('the innermost stays: it is the one that opened it', () => {
  expect(frameLines([...of('pg', 9), own('test')], 'site')).toEqual([
    'at pg0 (node_modules/pg/index.js:1:1)',
    '… 8 frames of pg',
    'at test (test.js:1:1)',
  ])
})

test('many packages are counted', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => of(name, 1))
  expect(frameLines([own('x'), ...many], 'site').at(-1)).toBe('… 5 frames of a, b, c and 2 more')
})

test('a whole stack is asked for', () => {
  expect(frameLines(frames, 'stack')).toHaveLength(frames.length)
})
