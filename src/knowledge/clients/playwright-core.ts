import type { PackageKnowledge } from '../package-knowledge'

export const playwrightCore: PackageKnowledge = {
  package: 'playwright-core',
  link: 'https://playwright.dev/docs/api/class-browser#browser-close',
  close: '`await browser.close()`',
  makes: [
    { name: 'chromium.launch', close: ['close'] },
    { name: 'firefox.launch', close: ['close'] },
    { name: 'webkit.launch', close: ['close'] },
  ],
}
