import path from 'node:path'
import { runNode } from '../support/run/jest-process'
import { readPrepared } from '../support/install/prepared'
import { nodeLines } from '../support/run/run-jest'

const script = path.join(__dirname, '../support/probe-states.cjs')
const build = path.resolve(__dirname, '../../../build')

/** Closing takes the event loop a turn or more. */
const handle = { open: 'open', unref: 'unref', closing: 'closing', closed: 'closed' }
const closedAtOnce = { open: 'open', closing: 'closed', closed: 'closed' }
const closedLater = { open: 'open', closing: 'closing', closed: 'closed' }
/** Nothing tells whether it is closed or could be used again. */
const port = { open: 'open', unref: 'idle', closing: 'idle', closed: 'idle' }
const usedAgain = { open: 'open', closing: 'idle', closed: 'idle' }

const states = {
  timer: { ...closedAtOnce, unref: 'unref' },
  'immediate-loop': usedAgain,
  'tcp-server': handle,
  'unix-server': handle,
  'tcp-socket': handle,
  'udp-socket': handle,
  'dns-request': { open: 'open', closing: 'open', closed: 'closed' },
  'child-process': handle,
  pipe: handle,
  'orphaned-pipes': closedAtOnce,
  'worker-thread': handle,
  'inspector-session': usedAgain,
  'stopped-session': usedAgain,
  'message-port': port,
  'broadcast-channel': port,
  'file-watcher': handle,
  'stat-watcher': handle,
  'tree-watcher': closedAtOnce,
  'zlib-stream': closedAtOnce,
  'http2-session': closedLater,
  'http2-stream': closedLater,
  'http-agent': usedAgain,
  'file-stream': closedLater,
  'file-handle': closedAtOnce,
  'file-descriptor': closedAtOnce,
  directory: closedAtOnce,
  readline: closedAtOnce,
}

test.each(nodeLines)('every probe survives every state on Node %s', async (node) => {
  const binary = readPrepared().nodes[node] ?? process.execPath
  const { PATH = '' } = process.env
  const end = await runNode(binary, [script, build], { cwd: build, env: { PATH }, timeout: 60_000 })

  expect(end).toMatchObject({ code: 0, signal: null, timedOut: false, stderr: '' })
  expect(JSON.parse(end.stdout)).toEqual(states)
})
