import type { PackageKnowledge } from '../package-knowledge'

export const puppeteer: PackageKnowledge = {
  package: 'puppeteer',
  link: 'https://pptr.dev/api/puppeteer.browser.close',
  close: '`await browser.close()`',
  makes: [{ name: 'launch', close: ['close'] }],
}
