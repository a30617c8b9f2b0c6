import type { PackageKnowledge } from '../package-knowledge'

export const hotShots: PackageKnowledge = {
  package: 'hot-shots',
  link: 'https://github.com/brightcove/hot-shots#closing-your-client',
  close: '`await new Promise((done) => client.close(done))`',
  processWide: [
    {
      versions: '>=6',
      type: 'udp-socket',
      topLevel: true,
      reason: 'the client of a module sends metrics for as long as the process lives, and does not hold it',
      link: 'https://github.com/brightcove/hot-shots/blob/main/lib/transport.js',
    },
  ],
}
