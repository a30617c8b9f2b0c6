// Takes the layout out of what no test process loads, so that the package stays small; lines stay short enough for stack traces.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { transformSync } from 'esbuild'

const build = resolve(import.meta.dirname, '../build')
for (const room of ['cli', 'report', 'why']) {
  for (const name of readdirSync(join(build, room), { recursive: true })) {
    if (!name.endsWith('.js')) continue
    const file = join(build, room, name)
    const { code } = transformSync(readFileSync(file, 'utf8'), {
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 160,
      charset: 'utf8',
      platform: 'node',
    })
    writeFileSync(file, code)
  }
}
