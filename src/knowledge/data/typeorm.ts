import type { PackageKnowledge } from '../package-knowledge'

export const typeorm: PackageKnowledge = {
  package: 'typeorm',
  link: 'https://typeorm.io/docs/data-source/data-source-api',
  close: '`await dataSource.destroy()`',
  release: '`await queryRunner.release()`',
  rollback: '`await queryRunner.rollbackTransaction()`, and `await queryRunner.release()` in `finally`',
  makes: [{ name: 'DataSource', close: ['destroy'], opens: ['initialize'] }],
}
