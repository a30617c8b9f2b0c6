import type { PackageKnowledge } from '../package-knowledge'

export const sequelizePool: PackageKnowledge = {
  package: 'sequelize-pool',
  link: 'https://github.com/sequelize/sequelize-pool',
  harmless: [
    {
      type: 'timer',
      fn: /\b_scheduleRemoveIdle\b/,
      reason: 'it is there for as long as idle connections are, which are followed themselves',
    },
  ],
}
