import type { PackageKnowledge } from '../package-knowledge'

export const croner: PackageKnowledge = {
  package: 'croner',
  link: 'https://croner.56k.guru/usage/basics/',
  close: '`job.stop()`',
}
