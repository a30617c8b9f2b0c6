import type { PackageKnowledge } from '../package-knowledge'

export const graphqlWs: PackageKnowledge = {
  package: 'graphql-ws',
  link: 'https://the-guild.dev/graphql/ws/docs/interfaces/client.Client#dispose',
  close: '`await client.dispose()`',
}
