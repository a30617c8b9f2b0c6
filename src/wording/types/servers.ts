import type { Facts } from '../../verdict/leak'
import { type CleanupHook, count, text, type TypeWording } from '../type-wording'

const server: TypeWording = {
  severity: 'fail',
  one: (facts) =>
    `${facts.protocol === undefined || /^[TU]/.test(text(facts.protocol)) ? 'a' : 'an'} ${noun(facts)}`,
  many: (facts) => noun(facts).replace('server', 'servers'),
  opened: ({ made }) => (made === true ? 'made' : 'told to listen'),
  neverClosed: () => 'never closed',
  detail: (facts) => ['server', describe(facts)],
  help: closeCall,
}

export const servers = {
  'tcp-server': server,
  'tls-server': server,
  'http-server': server,
  'https-server': server,
  'http2-server': server,
  'unix-server': {
    ...server,
    one: (facts) => `${facts.protocol === 'HTTP' ? 'an HTTP server' : 'a server'} on a unix socket`,
    many: () => 'servers on unix sockets',
  },
} satisfies Record<string, TypeWording>

function noun({ protocol }: Facts): string {
  return `${text(protocol)} server`
}

function describe({ address, parts }: Facts): string {
  const connections = typeof parts === 'number' && parts > 0 ? `, ${count(parts, 'open connection')}` : ''
  return `${address === undefined ? 'listening' : `listening on ${text(address)}`}${connections}`
}

function closeCall(hook: CleanupHook, { parts, protocol }: Facts): string {
  const connected = typeof parts === 'number' && parts > 0
  const first = connected && /^HTTPS?$/.test(text(protocol)) ? 'server.closeAllConnections(); ' : ''
  return `\`${first}await new Promise((done) => server.close(done))\` in \`${hook}\``
}
