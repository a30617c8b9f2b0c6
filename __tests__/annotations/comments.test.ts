import { allAnnotations, annotationsOf, docblockLines } from '../../src/annotations/comments'

// Written like this, the sources below are no annotations of this file.
const linesOf = (source: string): string[] => source.replaceAll('@LG', '@leakguard').split('\n')
const textsAt = (source: string, line: number, first = 1): string[] =>
  annotationsOf(linesOf(source), line, first).map(({ text, line: at }) => `${at}: ${text}`)

test.each([
  ['a line above', '// @LG-allow timer: a\ntest()', 2, ['1: timer: a']],
  [
    'several lines',
    '// @LG-allow timer: a\n// more\n// @LG-allow pipe: b\ntest()',
    4,
    ['1: timer: a', '3: pipe: b'],
  ],
  ['an empty line between', '// @LG-allow timer: a\n\ntest()', 3, []],
  ['code between', '// @LG-allow timer: a\nfoo()\ntest()', 3, []],
  ['a block', '/* @LG-allow timer: a */\ntest()', 2, ['1: timer: a']],
  [
    'JSDoc',
    '/**\n * About.\n * @LG-allow timer: a\n *   and b\n * @see c\n * d\n */\ntest()',
    8,
    ['3: timer: a and b'],
  ],
  ['on the line', 'test() // @LG-allow timer: a', 1, ['1: timer: a']],
  ['before it on the line', '/* @LG-allow timer: a */ test()', 1, ['1: timer: a']],
  ['a table', '// @LG-allow timer: a\ntest.each([\n  [1],\n])("n", fn)', 4, ['1: timer: a']],
  [
    'a table that ends with its last row',
    '// @LG-allow timer: a\ntest.each([[1],\n  [2]])("n", fn)',
    3,
    ['1: timer: a'],
  ],
  ['a template', '// @LG-allow timer: a\ntest.each`\n  n\n  ${1}\n`("n", fn)', 5, ['1: timer: a']],
  [
    'a row that speaks of a table',
    '// @LG-allow timer: a\ntest.each([\n  ["test.each, 1"],\n])("n", fn)',
    4,
    ['1: timer: a'],
  ],
  ['a chain', '// @LG-allow timer: a\ntest\n  .each([1])("n", fn)', 3, ['1: timer: a']],
  ['a comment after code', 'foo() // @LG-allow timer: a\ntest()', 2, []],
])('%s', (_, source, line, expected) => {
  expect(textsAt(source, line)).toEqual(expected)
})

test("the file's docblock is no comment of its first test", () => {
  const source = '/**\n * @LG-allow timer: a\n */\ntest()'
  expect(docblockLines(source)).toBe(3)
  expect(textsAt(source, 4, 4)).toEqual([])
  expect(docblockLines('\n/* a */ foo()')).toBe(2)
  expect(docblockLines('foo() /* a */')).toBe(0)
})

test('every annotation of a file is found, those in strings are not', () => {
  const source =
    '// @LG-allow a: b\nfoo()\n/**\n * @LG off */\nconst s = "// @LG-allow c: d"\nconst t = `\n// @LG-allow e: f\n`\n// @LG-allow g: h'
  expect(allAnnotations(linesOf(source), 1)).toEqual([
    { line: 1, name: '@leakguard-allow', text: 'a: b' },
    { line: 4, name: '@leakguard', text: 'off' },
    { line: 9, name: '@leakguard-allow', text: 'g: h' },
  ])
})
