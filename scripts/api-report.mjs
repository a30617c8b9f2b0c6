// Compares the public API, as the built declarations tell it, with the reports in etc/: what changes there is to be seen
// in every review. `node scripts/api-report.mjs --update` writes them anew.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = join(import.meta.dirname, '..')
const scratch = join(root, 'node_modules/.cache/leakguard-api')
const update = process.argv.includes('--update')

rmSync(scratch, { recursive: true, force: true })
mkdirSync(scratch, { recursive: true })
mkdirSync(join(root, 'etc'), { recursive: true })
writeFileSync(
  join(scratch, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { lib: ['ES2023', 'ESNext.Disposable'], allowJs: false },
    include: ['*.d.ts'],
  }),
)

const names = readdirSync(join(root, 'build'))
  .filter((file) => file.endsWith('.d.ts'))
  .map((file) => basename(file, '.d.ts'))
for (const name of names) {
  const declarations = readFileSync(join(root, `build/${name}.d.ts`), 'utf8')
  // API Extractor cannot read `export =`.
  const readable = declarations.replace(/^export = (\w+);$/m, 'export default $1;')
  writeFileSync(join(scratch, `${name}.d.ts`), readable)
}
const changed = names.filter((name) => !isAsReported(name))
if (changed.length > 0 && !update) {
  console.log(`The public API of ${changed.join(', ')} is not what etc/ says. If that is meant:`)
  console.log('  npm run build && node scripts/api-report.mjs --update')
  process.exitCode = 1
}

function isAsReported(name) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(scratch, `${name}.d.ts`),
      compiler: { tsconfigFilePath: join(scratch, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFolder: join(root, 'etc'),
        reportTempFolder: scratch,
        reportFileName: `${name}.api.md`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      message.handled = message.logLevel !== 'error'
    },
  })
  if (update && result.apiReportChanged) console.log(`etc/${name}.api.md is new`)
  return result.succeeded && !result.apiReportChanged
}
