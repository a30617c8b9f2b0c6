import type { PackageKnowledge } from '../package-knowledge'

export const koa: PackageKnowledge = {
  package: 'koa',
  link: 'https://github.com/koajs/koa',
  close: '`await new Promise((done) => server.close(done))` on what `app.listen()` returned',
}
