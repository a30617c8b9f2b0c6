import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { typeWordings } from '../../src/wording/types'

const guide = readFileSync(join(__dirname, '../../docs/cleaning-up.md'), 'utf8')
const lines = guide.split(/^- \[ \] /m).slice(1)
const named = (text: string): string[] => Array.from(text.matchAll(/`([\w-]+)`/g), ([, type = '']) => type)

test.each(lines.map((line) => [line.split('\n')[0], line]))('%s names types that exist', (_, line = '') => {
  const [, list = ''] = /\(((?:`[\w-]+`(?:, )?)+)\)\n/.exec(line) ?? []
  const types = Array.from(list.matchAll(/`([\w-]+)`/g), ([, type]) => type)

  expect(types).not.toEqual([])
  expect(Object.keys(typeWordings)).toEqual(expect.arrayContaining(types))
})

test('every type has a line to which its report leads back', () => {
  const lists = lines.flatMap((line) =>
    Array.from(line.matchAll(/\(((?:`[\w-]+`(?:, )?)+)\)\n/g), ([, list = '']) => list),
  )

  expect(Object.keys(typeWordings).filter((type) => !lists.flatMap(named).includes(type))).toEqual([])
})
