import type { PackageKnowledge } from '../package-knowledge'

export const polka: PackageKnowledge = {
  package: 'polka',
  link: 'https://github.com/lukeed/polka',
  close: '`await new Promise((done) => app.server.close(done))`',
}
