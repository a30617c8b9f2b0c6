import type { PackageKnowledge } from '../package-knowledge'

export const hapiHapi: PackageKnowledge = {
  package: '@hapi/hapi',
  link: 'https://hapi.dev/api/#-await-serverstopoptions',
  close: '`await server.stop()`',
  makes: [
    { name: 'server', close: ['stop'], opens: ['start'] },
    { name: 'Server', close: ['stop'], opens: ['start'] },
  ],
}
