import type { PackageKnowledge } from '../package-knowledge'

export const express: PackageKnowledge = {
  package: 'express',
  link: 'https://github.com/expressjs/express',
  close: '`await new Promise((done) => server.close(done))` on what `app.listen()` returned',
}
