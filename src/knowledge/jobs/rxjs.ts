import type { PackageKnowledge } from '../package-knowledge'

export const rxjs: PackageKnowledge = {
  package: 'rxjs',
  link: 'https://rxjs.dev/guide/subscription',
  close: '`subscription.unsubscribe()`',
}
