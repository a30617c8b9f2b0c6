import type { PackageKnowledge } from '../package-knowledge'

export const piscina: PackageKnowledge = {
  package: 'piscina',
  link: 'https://piscinajs.dev/api-reference/Methods',
  close: '`await pool.destroy()`',
  lazyObjects: [{ maker: /^at new Piscina \(/ }],
}
