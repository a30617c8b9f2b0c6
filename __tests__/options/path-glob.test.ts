import { matchesGlob } from '../../src/options/path-glob'

test.each([
  ['src/legacy/**', 'src/legacy/a/b.js', 'src/legacyx/b.js'],
  ['src/legacy/', 'src/legacy/a/b.js', 'src/legacy.js'],
  ['./src/*.js', 'src/a.js', 'src/a/b.js'],
  ['**/*.{spec,test}.ts', 'a/b/c.test.ts', 'a/c.tests.ts'],
  ['**/a.js', 'a.js', 'aa.js'],
  ['src/./a.js', 'src/./a.js', 'src/a.js'],
  ['*', 'ab', 'a/b'],
  ['src/a?.js', 'src/ab.js', 'src/a/.js'],
  ['src/a+b(c).js', 'src/a+b(c).js', 'src/aab(c).js'],
])('%s matches %s and not %s', (pattern, path, other) => {
  expect(matchesGlob(path, pattern)).toBe(true)
  expect(matchesGlob(other, pattern)).toBe(false)
})

test.each(['**a'.repeat(60), '*a'.repeat(60), '**/'.repeat(60) + 'b', '{a,*}'.repeat(60) + 'b'])(
  'a pattern of many stars takes no longer: %s',
  (pattern) => {
    expect(matchesGlob('a'.repeat(2000), pattern)).toBe(!pattern.endsWith('b') && pattern.endsWith('a'))
  },
)
