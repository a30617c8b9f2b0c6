import type { PackageKnowledge } from '../package-knowledge'

export const undici: PackageKnowledge = {
  package: 'undici',
  link: 'https://undici.nodejs.org/#/docs/api/Dispatcher',
  close: '`await agent.close()`',
  harmless: [
    {
      type: 'unref-timer',
      fn: /[\\/]client-h1\.js:/,
      reason: 'a time limit of a connection, which is followed itself',
    },
  ],
  processWide: [
    {
      versions: '>=6',
      type: 'unref-timer',
      function: 'refreshTimeout',
      reason: 'one timer serves all time-outs of undici, and stops when there are none',
      link: 'https://github.com/nodejs/undici/blob/main/lib/util/timers.js',
    },
  ],
  makes: [
    { name: 'Agent', close: ['close', 'destroy'] },
    { name: 'Pool', close: ['close', 'destroy'] },
    { name: 'Client', close: ['close', 'destroy'] },
    { name: 'ProxyAgent', close: ['close', 'destroy'] },
  ],
}
