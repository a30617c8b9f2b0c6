// Takes the layout out of what a clean test never loads, so that the package stays small; lines stay short enough for stack traces.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { transformSync } from 'esbuild'

const build = resolve(import.meta.dirname, '../build')
const rooms = ['cli', 'report', 'why'].flatMap((room) =>
  readdirSync(join(build, room), { recursive: true }).map((name) => join(build, room, name)),
)
const bundles = ['judging', 'reporter', 'words'].map((name) => join(build, `${name}.bundle.js`))
for (const file of [...rooms, ...bundles].filter((name) => name.endsWith('.js'))) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    charset: 'utf8',
    platform: 'node',
  })
  writeFileSync(file, code)
}
