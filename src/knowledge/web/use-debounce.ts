import type { PackageKnowledge } from '../package-knowledge'

export const useDebounce: PackageKnowledge = {
  package: 'use-debounce',
  link: 'https://github.com/xnimorz/use-debounce#cancel-maxwait-and-memoization',
  close: '`debounced.cancel()`',
}
