import { readClients } from '../../../src/servers/activity/redis'

const line = (fields: string): string =>
  `id=3 addr=127.0.0.1:50024 name= age=12 idle=3 flags=N db=0 multi=-1 ${fields}\n`

test.each([
  [
    'a client at rest',
    '',
    { id: '3', client: '127.0.0.1:50024', state: 'idle', age: 12_000, inState: 3_000 },
  ],
  ['one in a transaction', 'multi=0', { state: 'idle in transaction', idleInTransaction: true }],
  ['one that waits for a list', 'flags=b cmd=blpop', { state: 'blocked', statement: 'blpop' }],
  ['a subscriber', 'flags=P cmd=subscribe', { state: 'subscribed' }],
  ['a replica', 'flags=S', { state: 'replication' }],
  ['one of a test file', 'name=lg:w2:4711:a.test.js', { file: 'a.test.js', worker: 'w2', name: '' }],
  ['a name with an equals sign', 'name=a=b', { name: 'a=b' }],
])('%s', (_, fields, expected) => {
  expect(readClients(line(fields))).toEqual([expect.objectContaining(expected)])
})
