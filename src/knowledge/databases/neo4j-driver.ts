import type { PackageKnowledge } from '../package-knowledge'

export const neo4jDriver: PackageKnowledge = {
  package: 'neo4j-driver',
  link: 'https://neo4j.com/docs/javascript-manual/current/connect/',
  close: '`await driver.close()`',
  makes: [{ name: 'driver', close: ['close'] }],
}
