import type { PackageKnowledge } from '../package-knowledge'

export const testcontainers: PackageKnowledge = {
  package: 'testcontainers',
  link: 'https://node.testcontainers.org/features/containers/#stopping-a-container',
  close: '`await container.stop()`',
  processWide: [
    {
      versions: '>=10',
      type: 'tcp-socket',
      function: 'connectToReaperSocket',
      reason: 'Ryuk removes the containers when this connection ends, with the process',
      link: 'https://github.com/testcontainers/moby-ryuk',
    },
  ],
}
