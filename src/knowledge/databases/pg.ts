import type { PackageKnowledge } from '../package-knowledge'

export const pg: PackageKnowledge = {
  package: 'pg',
  link: 'https://node-postgres.com/apis/client#clientend',
  close: '`await client.end()`',
  makes: [
    { name: 'Pool', close: ['end'], type: 'pg-pool' },
    { name: 'Client', close: ['end'], opens: ['connect'], type: 'pg-client' },
  ],
}
