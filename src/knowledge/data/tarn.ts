import type { PackageKnowledge } from '../package-knowledge'

export const tarn: PackageKnowledge = {
  package: 'tarn',
  link: 'https://github.com/vincit/tarn.js',
  close: '`await pool.destroy()`',
  harmless: [
    {
      type: 'timer',
      fn: /\b_?startReaping\b/,
      reason: 'it is there for as long as idle connections are, which are followed themselves',
    },
  ],
  makes: [{ name: 'Pool', close: ['destroy'] }],
}
