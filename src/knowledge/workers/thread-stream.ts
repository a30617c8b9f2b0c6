import type { PackageKnowledge } from '../package-knowledge'

export const threadStream: PackageKnowledge = {
  package: 'thread-stream',
  link: 'https://github.com/pinojs/thread-stream',
  close: "`transport.end(); await once(transport, 'close')`",
  processWide: [
    {
      versions: '>=2',
      type: 'worker-thread',
      topLevel: true,
      reason: 'the transport of a logger that a module holds on to ends with the process',
      link: 'https://github.com/pinojs/pino/blob/main/docs/transports.md',
    },
  ],
}
