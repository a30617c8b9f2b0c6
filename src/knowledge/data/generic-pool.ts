import type { PackageKnowledge } from '../package-knowledge'

export const genericPool: PackageKnowledge = {
  package: 'generic-pool',
  link: 'https://github.com/coopernurse/node-pool',
  close: '`await pool.drain(); await pool.clear()`',
  makes: [{ name: 'createPool', close: ['drain', 'clear'] }],
}
