import type { PackageKnowledge } from '../package-knowledge'

export const piscina: PackageKnowledge = {
  package: 'piscina',
  link: 'https://piscinajs.dev/api-reference/Methods',
  close: '`await pool.destroy()`',
  lazyObjects: [{ maker: /^at new Piscina \(/ }],
  makes: [
    { name: 'default', close: ['destroy', 'close'] },
    { name: 'Piscina', close: ['destroy', 'close'] },
  ],
}
