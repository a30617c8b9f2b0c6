import type { PackageKnowledge } from '../package-knowledge'

export const lodash: PackageKnowledge = {
  package: 'lodash',
  link: 'https://lodash.com/docs/#debounce',
  close: '`debounced.cancel()`',
  // `_.delay()` returns Node's own.
  closeByFrame: [[/ baseDelay |\[as delay\]/, 'clearTimeout(timer)']],
}
