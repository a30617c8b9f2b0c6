import type { Facts, FactValue } from '../../verdict/leak'
import { type CleanupHook, count, plainWording, row, text, type TypeWording } from '../type-wording'

export const http = {
  'http-agent': {
    reuse: 'make one agent and reuse it',
    packages: ['undici'],
    severity: 'fail',
    one: ({ dispatcher }) =>
      dispatcher === undefined ? 'a keep-alive agent' : `an undici ${text(dispatcher)}`,
    many: ({ dispatcher }) =>
      dispatcher === undefined ? 'keep-alive agents' : `undici ${text(dispatcher)}s`,
    opened: () => 'created',
    neverClosed: ({ dispatcher }) => (dispatcher === undefined ? 'never destroyed' : 'never closed'),
    // Sockets of undici do not hold the process, and are not followed one by one.
    detail: ({ hosts, idle, parts }) => [
      'agent',
      `${count(Number(idle ?? parts ?? 0), 'idle socket')} to ${text(hosts)}`,
    ],
    help: (hook, { dispatcher }) => `\`${agentCall(dispatcher)}\` in \`${hook}\``,
  },
  'http-response': {
    severity: 'fail',
    one: ({ answered }) => (answered === false ? 'an HTTP request' : 'an HTTP response'),
    many: ({ answered }) => (answered === false ? 'HTTP requests' : 'HTTP responses'),
    opened: ({ answered }) => (answered === false ? 'sent' : 'requested'),
    neverClosed({ answered, reading }) {
      if (answered === false) return 'never answered'
      return reading === true ? 'is still being read' : 'never read'
    },
    detail: ({ request, peer }) => (request === undefined ? row('peer', peer) : row('request', request)),
    help: responseHelp,
  },
  'http2-session': {
    severity: 'fail',
    one: (facts) => (facts.accepted === true ? 'an accepted HTTP/2 session' : 'an HTTP/2 session'),
    many: (facts) => (facts.accepted === true ? 'accepted HTTP/2 sessions' : 'HTTP/2 sessions'),
    opened: (facts) => (facts.accepted === true ? 'accepted by a server' : 'opened'),
    neverClosed: () => 'never closed',
    detail: ({ peer }) => row('peer', peer),
    help: (hook) => `\`await new Promise((done) => session.close(done))\` in \`${hook}\``,
  },
  'http2-stream': plainWording(
    { one: 'an HTTP/2 stream', many: 'HTTP/2 streams', opened: 'opened', neverClosed: 'never closed' },
    'stream.close()',
  ),
} satisfies Record<string, TypeWording>

/** `ProxyAgent` is an agent, too. */
function agentCall(dispatcher: FactValue): string {
  if (dispatcher === undefined) return 'agent.destroy()'
  const name = /Pool$|Client$/.exec(text(dispatcher))?.[0].toLowerCase() ?? 'agent'
  return `await ${name}.close()`
}

/** Some bodies never end; one that somebody reads cannot be cancelled but by its reader. */
function responseHelp(hook: CleanupHook, { answered, reading, request }: Facts): string {
  if (answered === false) return `give \`fetch()\` a \`signal\`, and \`controller.abort()\` in \`${hook}\``
  const ofFetch = request === undefined
  if (reading === true)
    return `wait for the end of the body, or \`${ofFetch ? 'await reader.cancel()' : 'response.destroy()'}\` in \`${hook}\``
  if (ofFetch) return 'read the body (`await response.text()`) or drop it: `await response.body?.cancel()`'
  return `read the body to its end, or \`response.destroy()\` in \`${hook}\``
}
