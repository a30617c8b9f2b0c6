import type { PackageKnowledge } from '../package-knowledge'

export const mongodb: PackageKnowledge = {
  package: 'mongodb',
  link: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/MongoClient.html#close',
  close: '`await client.close()`',
  makes: [
    { name: 'MongoClient', close: ['close'], opens: ['connect', 'db'] },
    { name: 'MongoClient.connect', close: ['close'] },
  ],
}
