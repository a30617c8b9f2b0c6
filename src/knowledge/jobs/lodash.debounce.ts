import type { PackageKnowledge } from '../package-knowledge'

export const lodashDebounce: PackageKnowledge = {
  package: 'lodash.debounce',
  link: 'https://lodash.com/docs/#debounce',
  close: '`debounced.cancel()`',
}
