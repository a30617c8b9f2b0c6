import type { PackageKnowledge } from '../package-knowledge'

export const cassandraDriver: PackageKnowledge = {
  package: 'cassandra-driver',
  link: 'https://docs.datastax.com/en/developer/nodejs-driver/latest/api/class.Client/#shutdown',
  close: '`await client.shutdown()`',
  makes: [{ name: 'Client', close: ['shutdown'], opens: ['connect', 'execute'] }],
}
