import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { type Browser, chromium } from 'playwright-core'

import { onlyIf } from '../../../support/only-if'
import type { Report } from '../../../../src/report/model/model'

const candidates = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executable = candidates.find((path) => path !== '' && existsSync(path))

/** The HTML report is driven where there is a browser. */
export const { describe: describeInBrowser } = onlyIf(
  executable !== undefined,
  'there is no Chromium: `apt-get install chromium`, or name one in CHROMIUM_PATH',
)

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** The page as the built package makes it: its script and style exist only there. */
export function builtPage(report: Report): string {
  const bundle = join(__dirname, '../../../../build/environment/startup.js')
  const { late } = createRequire(__filename)(bundle) as { late: (name: string) => unknown }
  const { render } = late('report/formats/index') as { render: (report: Report, format: 'html') => string }
  return render(report, 'html')
}
