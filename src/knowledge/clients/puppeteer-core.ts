import type { PackageKnowledge } from '../package-knowledge'

export const puppeteerCore: PackageKnowledge = {
  package: 'puppeteer-core',
  link: 'https://pptr.dev/api/puppeteer.browser.close',
  close: '`await browser.close()`',
  makes: [{ name: 'launch', close: ['close'] }],
}
