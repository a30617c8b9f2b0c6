import type { PackageKnowledge } from '../package-knowledge'

export const workerpool: PackageKnowledge = {
  package: 'workerpool',
  link: 'https://github.com/josdejong/workerpool#poolterminateforce-boolean--false--timeout-number-promise',
  close: '`await pool.terminate()`',
  lazyObjects: [{}],
  makes: [{ name: 'pool', close: ['terminate'] }],
}
