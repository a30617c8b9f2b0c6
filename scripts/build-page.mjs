// Makes the parts of the HTML report: one script and one style sheet, both small, beside the template.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { build } from 'esbuild'

const source = resolve(import.meta.dirname, '../src/report/html')
const target = resolve(import.meta.dirname, '../build/report/html')

mkdirSync(target, { recursive: true })
await build({
  entryPoints: { client: join(source, 'client/main.ts'), style: join(source, 'style.css') },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  charset: 'utf8',
  logLevel: 'warning',
})
copyFileSync(join(source, 'template.html'), join(target, 'template.html'))
