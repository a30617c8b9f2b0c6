import type { PackageKnowledge } from '../package-knowledge'

export const apolloServer: PackageKnowledge = {
  package: '@apollo/server',
  link: 'https://www.apollographql.com/docs/apollo-server/api/apollo-server#stop',
  close: '`await server.stop()`',
  makes: [{ name: 'ApolloServer', close: ['stop'], opens: ['start'] }],
}
