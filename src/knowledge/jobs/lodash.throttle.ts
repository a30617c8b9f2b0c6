import type { PackageKnowledge } from '../package-knowledge'

export const lodashThrottle: PackageKnowledge = {
  package: 'lodash.throttle',
  link: 'https://lodash.com/docs/#throttle',
  close: '`throttled.cancel()`',
}
