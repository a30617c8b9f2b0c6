import type { PackageKnowledge } from '../package-knowledge'

export const esbuild: PackageKnowledge = {
  package: 'esbuild',
  link: 'https://github.com/evanw/esbuild',
  processWide: [
    {
      versions: '>=0.9',
      type: 'child-process',
      reason: 'esbuild keeps one service for all calls; it ends with the process',
      link: 'https://github.com/evanw/esbuild/blob/main/lib/shared/types.ts',
    },
    {
      versions: '>=0.9',
      type: 'worker-thread',
      reason: 'esbuild keeps one thread for its synchronous calls; it ends with the process',
      link: 'https://github.com/evanw/esbuild/blob/main/lib/npm/node.ts',
    },
  ],
}
