import { parseCreator } from '../../src/options/created-by'

test.each([
  ['ioredis', { kind: 'package', name: 'ioredis', range: undefined }],
  ['ioredis@^5', { kind: 'package', name: 'ioredis', range: '^5' }],
  ['@scope/name@1.x', { kind: 'package', name: '@scope/name', range: '1.x' }],
  ['socket.io', { kind: 'package', name: 'socket.io', range: undefined }],
  ['poll()', { kind: 'function', name: 'poll' }],
  ['Poller.start()', { kind: 'function', name: 'Poller.start' }],
  ['src/legacy/**', { kind: 'path', glob: 'src/legacy/**' }],
  ['./server.js', { kind: 'path', glob: './server.js' }],
])('%s', (text, creator) => {
  expect(parseCreator(text)).toEqual(creator)
})

test.each(['', 'ioredis@latest', 'two words', '/absolute/path', 'C:\\windows', '()', 'a b()', 'poll()x y'])(
  '%p is none',
  (text) => {
    expect(parseCreator(text)).toBeUndefined()
  },
)
