import type { PackageKnowledge } from '../package-knowledge'

export const restify: PackageKnowledge = {
  package: 'restify',
  link: 'https://github.com/restify/node-restify',
  close: '`await new Promise((done) => server.close(done))`',
  makes: [{ name: 'createServer', close: ['close'], opens: ['listen'], type: 'http-server' }],
}
