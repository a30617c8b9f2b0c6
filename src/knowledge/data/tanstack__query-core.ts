import type { PackageKnowledge } from '../package-knowledge'

export const tanstackQueryCore: PackageKnowledge = {
  package: '@tanstack/query-core',
  link: 'https://tanstack.com/query/latest/docs/framework/react/guides/testing',
  close: '`queryClient.clear()`',
}
