import type { Facts } from '../../verdict/leak'
import { plainWording, row, text, type TypeWording } from '../type-wording'
import { endGroup } from './processes'

function connection(protocol: string): TypeWording {
  return {
    severity: 'fail',
    one: (facts) => (accepted(facts) ? `an accepted ${protocol} connection` : `a ${nameOf(facts, protocol)}`),
    many: (facts) => (accepted(facts) ? `accepted ${protocol} connections` : `${nameOf(facts, protocol)}s`),
    opened: (facts) => (accepted(facts) ? 'accepted by a server' : 'opened'),
    neverClosed: () => 'never closed',
    detail: describePeer,
    help: (hook, { request, webSocket }) =>
      webSocket === true
        ? `\`webSocket.close()\` in \`${hook}\``
        : `\`${request === undefined ? 'socket' : 'request'}.destroy()\` in \`${hook}\``,
  }
}

const nameOf = ({ webSocket }: Facts, protocol: string): string =>
  webSocket === true ? 'WebSocket connection' : `${protocol} connection`

export const sockets = {
  'tcp-socket': connection('TCP'),
  'tls-socket': connection('TLS'),
  'unix-socket': connection('unix-socket'),
  'udp-socket': plainWording(
    { one: 'a UDP socket', many: 'UDP sockets', opened: 'opened', neverClosed: 'never closed' },
    'socket.close()',
    ({ address }) => row('bound', address),
  ),
  'dns-request': {
    severity: 'fail',
    one: () => 'a DNS request',
    many: () => 'DNS requests',
    opened: () => 'sent',
    neverClosed: () => 'never answered',
    detail: ({ record, name }) =>
      name === undefined
        ? undefined
        : ['name', record === undefined ? text(name) : `${text(name)} (${text(record)})`],
    help: (hook, { record }) =>
      record === undefined
        ? 'wait for its answer before the test ends'
        : `send it through a \`new Resolver()\` of your own, and \`resolver.cancel()\` in \`${hook}\``,
  },
  pipe: {
    severity: 'fail',
    one: (facts) => (isOfChild(facts) ? 'the pipes of a child process' : 'a pipe'),
    many: (facts) => (isOfChild(facts) ? 'child processes by their pipes' : 'pipes'),
    opened: (facts) => (isOfChild(facts) ? 'spawned' : 'opened'),
    neverClosed: (facts) => (isOfChild(facts) ? 'what it started holds them' : 'never closed'),
    detail: (facts) =>
      isOfChild(facts)
        ? ['process', `pid ${text(facts.pid)}, \`${text(facts.command)}\`, which has ended`]
        : undefined,
    help: (hook, facts) => (isOfChild(facts) ? endGroup(hook) : `\`stream.destroy()\` in \`${hook}\``),
  },
  stdin: plainWording(
    {
      one: 'a reader of standard input',
      many: 'readers of standard input',
      opened: 'attached',
      neverClosed: 'never paused',
    },
    'process.stdin.pause()',
  ),
  'message-port': plainWording(
    {
      one: 'a message port that is listened on',
      many: 'message ports that are listened on',
      opened: 'created',
      neverClosed: 'never closed',
    },
    'port.close()',
  ),
  'broadcast-channel': plainWording(
    {
      one: 'a broadcast channel',
      many: 'broadcast channels',
      opened: 'created',
      neverClosed: 'never closed',
    },
    'channel.close()',
  ),
} satisfies Record<string, TypeWording>

/** The process has ended; its pipes are held by what it has started. */
function isOfChild({ pid }: Facts): boolean {
  return pid !== undefined
}

function accepted(facts: Facts): boolean {
  return facts.accepted === true
}

function describePeer({ peer, connecting, request }: Facts): readonly [string, string] | undefined {
  if (request !== undefined) return row('request', request)
  if (peer !== undefined) return row('peer', peer)
  return connecting === true ? ['state', 'still connecting'] : undefined
}
