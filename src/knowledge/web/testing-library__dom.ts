import type { PackageKnowledge } from '../package-knowledge'

export const testingLibraryDom: PackageKnowledge = {
  package: '@testing-library/dom',
  link: 'https://testing-library.com/docs/dom-testing-library/api-async',
  instead:
    '`await` what it returned, such as `waitFor()` and `findByText()` do: it goes on looking until then',
}
