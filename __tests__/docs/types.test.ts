import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { typeWordings } from '../../src/wording/types'

const rows = readFileSync(join(__dirname, '../../docs/types.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('docs/types.md has a row for each type, with its default severity', () => {
  const documented = rows.map(([, type, , severity]) => [type?.replaceAll('`', ''), severity])
  const registered = Object.entries(typeWordings).map(([type, { severity }]) => [type, severity])
  expect(documented).toEqual(registered)
})

test('the table of the README names each type', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8')
  const section = readme.split('\n## ').find((text) => text.startsWith('What it sees'))
  const table = section?.split('\n').filter((line) => line.startsWith('| ')) ?? []
  const named = table.join().match(/(?<=`)[a-z\d-]+(?=`)/g)
  expect(named?.toSorted()).toEqual(Object.keys(typeWordings).toSorted())
})
