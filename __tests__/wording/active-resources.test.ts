import { describeActive } from '../../src/wording/active-resources'

test('counts in human words, in the order of first sight', () => {
  expect(describeActive(['Timeout', 'TCPServerWrap', 'Timeout', 'ProcessWrap'])).toEqual([
    '2 timers',
    'a TCP or HTTP server',
    'a child process',
  ])
})

test('names that mean the same are counted together', () => {
  expect(describeActive(['FSReqCallback', 'FSReqPromise', 'FSEventWrap', 'StatWatcher'])).toEqual([
    '2 file operations',
    '2 file watchers',
  ])
})

test('terminals and closes that are under way are left out', () => {
  expect(describeActive(['TTYWrap', 'TTYWrap', 'CloseReq'])).toEqual([])
})

test('what has no words is counted, and its internal name not shown', () => {
  expect(describeActive(['SomethingWrap'])).toEqual(['another resource'])
  expect(describeActive(['SomethingWrap', 'constructor'])).toEqual(['2 other resources'])
})
