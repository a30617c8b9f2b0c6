import type { PackageKnowledge } from '../package-knowledge'

export const mswjsData: PackageKnowledge = {
  package: '@mswjs/data',
  link: 'https://github.com/mswjs/data/blob/main/src/extensions/sync.ts',
  processWide: [
    {
      type: 'broadcast-channel',
      function: 'sync',
      reason:
        'a database of models tells other pages of its changes for as long as its page lives, and has no call to end that',
      link: 'https://github.com/mswjs/data/blob/main/src/extensions/sync.ts',
    },
  ],
}
