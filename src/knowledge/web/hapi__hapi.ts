import type { PackageKnowledge } from '../package-knowledge'

export const hapiHapi: PackageKnowledge = {
  package: '@hapi/hapi',
  link: 'https://hapi.dev/api/#-await-serverstopoptions',
  close: '`await server.stop()`',
}
