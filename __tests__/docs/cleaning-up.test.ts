import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { typeWordings } from '../../src/wording/types'

const guide = readFileSync(join(__dirname, '../../docs/cleaning-up.md'), 'utf8')
const lines = guide.split(/^- \[ \] /m).slice(1)

test.each(lines.map((line) => [line.split('\n')[0], line]))('%s names types that exist', (_, line = '') => {
  const [, list = ''] = /\(((?:`[\w-]+`(?:, )?)+)\)\n/.exec(line) ?? []
  const types = Array.from(list.matchAll(/`([\w-]+)`/g), ([, type]) => type)

  expect(types).not.toEqual([])
  expect(Object.keys(typeWordings)).toEqual(expect.arrayContaining(types))
})
