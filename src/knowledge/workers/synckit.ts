import type { PackageKnowledge } from '../package-knowledge'

export const synckit: PackageKnowledge = {
  package: 'synckit',
  link: 'https://github.com/un-ts/synckit',
  processWide: [
    {
      type: 'worker-thread',
      reason: 'synckit keeps one worker for each module that it makes synchronous, and cannot end it',
      link: 'https://github.com/un-ts/synckit',
    },
  ],
}
