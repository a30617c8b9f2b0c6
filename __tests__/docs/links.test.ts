import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import manifest from '../../package.json'

const root = path.resolve(__dirname, '../..')
const packed = ['README.md', ...manifest.files.filter((file) => file.endsWith('.md'))]
const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => path.posix.join('docs', file))

/** Relative links of a page, from the root of the repository. */
const linksOf = (page: string): string[] =>
  Array.from(
    readFileSync(path.join(root, page), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g),
    ([, link = '']) => path.posix.join(path.posix.dirname(page), link),
  )

test.each(packed)('%s, which is in the package, links to nothing that is not', (page) => {
  expect(linksOf(page).filter((link) => !packed.includes(link))).toEqual([])
})

test.each(['README.md', ...pages])('what %s links to is there', (page) => {
  expect(linksOf(page).filter((link) => !existsSync(path.join(root, link)))).toEqual([])
})

test('links of the README to this repository are there', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  const links = Array.from(
    readme.matchAll(/jest-leakguard\/jest-leakguard\/blob\/main\/([^)#\s]+)/g),
    ([, link = '']) => link,
  )
  expect(links).not.toEqual([])
  expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([])
})

const kinds = pages.filter((page) => page.startsWith('docs/kinds/'))

test('docs/init.md and the README lead to each kind of project', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  expect(kinds.filter((page) => !linksOf('docs/init.md').includes(page))).toEqual([])
  expect(kinds.filter((page) => !readme.includes(`/blob/main/${page}`))).toEqual([])
})

test.each(kinds)('%s shows a leak', (page) => {
  expect(readFileSync(path.join(root, page), 'utf8')).toMatch(/^```text\n {2}● .*\n\n {4}LeakError: /m)
})
