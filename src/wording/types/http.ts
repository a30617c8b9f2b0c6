import { count, plainWording, row, text, type TypeWording } from '../type-wording'

export const http = {
  'http-agent': {
    reuse: 'make one agent and reuse it',
    ...plainWording(
      {
        one: 'a keep-alive agent',
        many: 'keep-alive agents',
        opened: 'created',
        neverClosed: 'never destroyed',
      },
      'agent.destroy()',
      ({ hosts, parts }) => [
        'agent',
        `${count(typeof parts === 'number' ? parts : 0, 'idle socket')} to ${text(hosts)}`,
      ],
    ),
  },
  'http-response': {
    severity: 'fail',
    one: () => 'an HTTP response',
    many: () => 'HTTP responses',
    opened: () => 'requested',
    neverClosed: () => 'never read',
    detail: ({ request, peer }) => (request === undefined ? row('peer', peer) : row('request', request)),
    help: (_hook, { request }) =>
      request === undefined
        ? 'read the body (`await response.text()`) or drop it: `await response.body?.cancel()`'
        : 'read the body or drop it: `response.resume()`',
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
