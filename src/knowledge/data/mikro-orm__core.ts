import type { PackageKnowledge } from '../package-knowledge'

export const mikroOrmCore: PackageKnowledge = {
  package: '@mikro-orm/core',
  link: 'https://mikro-orm.io/api/core/class/MikroORM#close',
  close: '`await orm.close()`',
  rollback: '`await em.rollback()`',
  makes: [{ name: 'MikroORM.init', close: ['close'], needsArguments: true, unless: ['connect: false'] }],
}
