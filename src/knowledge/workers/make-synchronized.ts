import type { PackageKnowledge } from '../package-knowledge'

export const makeSynchronized: PackageKnowledge = {
  package: 'make-synchronized',
  link: 'https://github.com/fisker/make-synchronized',
  processWide: [
    {
      type: 'worker-thread',
      reason:
        'make-synchronized keeps one worker for each module that it makes synchronous, and cannot end it',
      link: 'https://github.com/fisker/make-synchronized',
    },
  ],
}
