import type { PackageKnowledge } from '../package-knowledge'

export const apolloServer3: PackageKnowledge = {
  package: 'apollo-server',
  link: 'https://www.apollographql.com/docs/apollo-server/v3/api/apollo-server#stop',
  close: '`await server.stop()`',
  makes: [{ name: 'ApolloServer', close: ['stop'], opens: ['listen'] }],
}
