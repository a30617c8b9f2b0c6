import type { PackageKnowledge } from '../package-knowledge'

export const sequelize: PackageKnowledge = {
  package: 'sequelize',
  link: 'https://sequelize.org/docs/v6/getting-started/#closing-the-connection',
  close: '`await sequelize.close()`',
  rollback: '`await transaction.rollback()`',
  makes: [
    {
      name: 'Sequelize',
      close: ['close'],
      opens: ['authenticate', 'sync', 'query', 'transaction', 'define'],
    },
  ],
}
