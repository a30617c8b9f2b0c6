import type { PackageKnowledge } from '../package-knowledge'

export const ssh2: PackageKnowledge = {
  package: 'ssh2',
  link: 'https://github.com/mscdex/ssh2',
  processWide: [
    {
      versions: '>=1',
      type: 'zlib-stream',
      reason: 'ssh2, of which Docker clients are made, makes one when it is loaded, to get at its class',
      link: 'https://github.com/mscdex/ssh2/blob/master/lib/protocol/zlib.js',
    },
  ],
  makes: [{ name: 'Client', close: ['end', 'destroy'], opens: ['connect'] }],
}
