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
  ['a block after code', 'foo() /* @LG-allow timer: a */\ntest()', 2, []],
  ['many slashes and no space', '////@LG-allow timer: a\ntest()', 2, ['1: timer: a']],
  ['many stars', '/*** @LG-allow timer: a **/\ntest()', 2, ['1: timer: a']],
  ['on the line, with many stars', 'test() /** @LG-allow timer: a **/', 1, ['1: timer: a']],
  ['indented', '  // @LG-allow timer: a\n  test()', 2, ['1: timer: a']],
  [
    'above and on the line',
    '// @LG-allow timer: a\ntest() /* @LG-allow pipe: b */ // @LG-allow stdin: c',
    2,
    ['1: timer: a', '2: stdin: c', '2: pipe: b'],
  ],
  ['words before it in a comment', '// see @LG-allow timer: a\ntest() // not @LG-allow timer: a', 2, []],
  [
    'several in one block',
    '/*\n@LG-allow timer: a\n\n@see b\n@LG-allow pipe: c\n  and d\n*/\ntest()',
    8,
    ['2: timer: a', '5: pipe: c and d'],
  ],
  [
    'several blocks: no reason goes on in the next',
    '/* @LG-allow timer: a */\n/* b */\n// c\n/*\n * d\n * @LG-allow pipe: e */\ntest()',
    7,
    ['1: timer: a', '6: pipe: e'],
  ],
  ['a block around a line comment', '/* @LG-allow timer: a\n   // b */\ntest()', 3, []],
  ['a block that begins after code', 'foo() /*\n @LG-allow timer: a */\ntest()', 3, ['2: timer: a']],
  ['a block that begins nowhere', 'foo()\n@LG-allow timer: a */\ntest()', 3, ['2: timer: a']],
  [
    'the row of a table',
    '// @LG-allow timer: a\ntest.each([[1],\n  [[2], [3]]])("n", (a) => {',
    3,
    ['1: timer: a'],
  ],
  [
    'a row that closes as much as it opens',
    '// @LG-allow timer: a\ntest.each([\n  [1], [2]] )("n", (a) => {',
    3,
    ['1: timer: a'],
  ],
  [
    'a table with types, after a space and on a line of its own',
    '// @LG-allow timer: a\ntest.each<Row> ([\n  1,\n])("n", fn)',
    4,
    ['1: timer: a'],
  ],
  ['a table after a space', '// @LG-allow timer: a\ntest.each ([\n  1,\n])("n", fn)', 4, ['1: timer: a']],
  [
    'a template below its name',
    '// @LG-allow timer: a\ntest.each\n`\n n\n${1}\n  `("n", fn)',
    6,
    ['1: timer: a'],
  ],
  [
    'a table on one line, below another',
    '// @LG-allow timer: a\ntest.each([1])("n", fn)\n// @LG-allow timer: b\ntest.each([2])("m", fn)',
    4,
    ['3: timer: b'],
  ],
  [
    'a test below a table',
    '// @LG-allow timer: a\ntest.each([1])("n", fn)\n// @LG-allow timer: b\ntest("m", fn)',
    4,
    ['3: timer: b'],
  ],
  [
    'a table that a call ends',
    '// @LG-allow timer: a\ntest.each(rows.filter(\n  (row) => row > 1))("n", fn)',
    3,
    ['1: timer: a'],
  ],
  [
    'a test with a modifier',
    '// @LG-allow timer: a\n// @LG-allow pipe: b\ntest.only("n", fn)',
    3,
    ['1: timer: a', '2: pipe: b'],
  ],
  ['a chain that begins nowhere', '.only("n", fn) // @LG-allow timer: a', 1, ['1: timer: a']],
  [
    'a block below another and code',
    '/* @LG-allow pipe: b */\nfoo()\n/*\n@LG-allow timer: a\n*/\ntest()',
    6,
    ['4: timer: a'],
  ],
  [
    'a block with paths that look like the beginning of another',
    '/*\n @LG-allow timer: a\n @LG-allow pipe by src/*.js: b * c\n and 2 * 3, lib/*\n */\ntest()',
    6,
    ['2: timer: a', '3: pipe by src/*.js: b * c and 2 * 3, lib/*'],
  ],
  ['a path with stars', '// @LG-allow timer by src/**/a.js: b\ntest()', 2, ['1: timer by src/**/a.js: b']],
  [
    'on the line, without spaces',
    'test() /*@LG-allow timer: a*/ //@LG-allow pipe: b',
    1,
    ['1: pipe: b', '1: timer: a'],
  ],
  ['the end of a call that has no table', '// @LG-allow timer: a\n})("n", fn)', 2, ['1: timer: a']],
  [
    'the line on which a table begins',
    'test.each([ // @LG-allow timer: a\n  1,\n])("n", fn)',
    3,
    ['1: timer: a'],
  ],
  [
    'a table whose call goes over lines',
    '// @LG-allow timer: a\ntest\n  .each([\n  1,\n])("n", fn)',
    5,
    ['1: timer: a'],
  ],
  ['a line that is not there', '// @LG-allow timer: a', 7, []],
])('%s', (_, source, line, expected) => {
  expect(textsAt(source, line)).toEqual(expected)
})

test.each([
  [400, ['1: timer: a']],
  [600, []],
])('a table of %i rows', (rows, expected) => {
  const source = `// @LG-allow timer: a\ntest.each([\n${'  1,\n'.repeat(rows)}])("n", fn)`
  expect(textsAt(source, rows + 3)).toEqual(expected)
})

test("the file's docblock is no comment of its first test", () => {
  const source = '/**\n * @LG-allow timer: a\n */\ntest()'
  expect(docblockLines(source)).toBe(3)
  expect(textsAt(source, 4, 4)).toEqual([])
  expect(docblockLines('\n/* a */ foo()')).toBe(2)
  expect(docblockLines('/* a\n */ foo() /*\n*/')).toBe(2)
  expect(docblockLines('foo() /* a */')).toBe(0)
  expect(docblockLines('// a')).toBe(0)
})

test('a block comment that begins in the docblock, as it would be without a first line, is read from there on', () => {
  expect(textsAt('/**\n * @LG-allow timer: a\n */\ntest()', 4, 3)).toEqual([])
  expect(textsAt('/**\n * @LG-allow timer: a\n */\ntest()', 4, 2)).toEqual(['2: timer: a'])
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

test.each([
  [
    'of any form',
    '//@LG-allow a: b\n/*@LG-allow c: d*/\n  /** @LG-allow e: f **/ \n  *  @LG off',
    1,
    ['1 a: b', '2 c: d', '3 e: f', '4 off'],
  ],
  ['after many slashes', '//// @LG-allow a: b', 1, ['1 a: b']],
  ['with a path in it', '// @LG-allow timer by src/**/a.js: b', 1, ['1 timer by src/**/a.js: b']],
  ['without a text', '// @LG-allow\n// @LG', 1, ['1 ', '2 ']],
  ['below the docblock', '// @LG-allow a: b\n// @LG-allow c: d\n// @LG-allow e: f', 2, ['2 c: d', '3 e: f']],
  ['below a template that begins in the docblock', '`\n// @LG-allow a: b\n`', 3, []],
  ['after a whole template', 'f(`a`)\n// @LG-allow a: b', 1, ['2 a: b']],
  ['after an escaped backtick', "f('\\`')\n// @LG-allow a: b", 1, ['2 a: b']],
  [
    'in other words',
    '// see @LG-allow a: b\n// leakguard-allow a: b\nf() // @LG-allow c: d\n@LG-allow e: f',
    1,
    [],
  ],
])('annotations of a file %s', (_, source, first, expected) => {
  expect(allAnnotations(linesOf(source), first).map(({ line, text }) => `${line} ${text}`)).toEqual(expected)
})
