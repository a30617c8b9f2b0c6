import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const child = (command: string, rows: Record<string, string> = {}): ExpectedType => ({
  type: 'child-process',
  headline: 'a child process: it was spawned here and is still running',
  rows: {
    process: `pid <pid>, \`${command}\``,
    ...rows,
    help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
    closed: 'killed',
  },
})

/** A signal would reach the shell only. */
const shell = (command: string, rows: Record<string, string> = {}, signal = ''): ExpectedType => ({
  ...child(command),
  rows: {
    ...child(command, rows).rows,
    help: `spawn it with \`detached: true\`, and end its whole group in \`afterEach\`: \`process.kill(-child.pid${signal})\``,
  },
})

const forked = child('')

const worker: ExpectedType = {
  type: 'worker-thread',
  headline: 'a worker thread: it was started here and never terminated',
  rows: {
    thread: expect.stringMatching(/^\d+$/) as string,
    help: '`await worker.terminate()` in `afterEach`',
    closed: 'terminated',
  },
}

const session: ExpectedType = {
  type: 'inspector-session',
  headline: 'an inspector session that tracks heap objects: it was created here and never disconnected',
  rows: { help: '`session.disconnect()` in `afterEach`', closed: 'disconnected' },
}

const pipe: ExpectedType = {
  type: 'pipe',
  headline: 'the pipes of a child process: it was spawned here and what it started holds them',
  rows: {
    process: 'pid <pid>, `sh -c sleep 60 &`, which has ended',
    help: 'spawn it with `detached: true`, and end its whole group in `afterEach`: `process.kill(-child.pid)`',
    closed: 'destroyed',
  },
}

/** Sessions are kept: without that, the collector might disconnect them. */
const connectedSession = `
      const inspector = require('node:inspector')
      const promises = require('node:inspector/promises')
      const { monitorEventLoopDelay, performance, PerformanceObserver } = require('node:perf_hooks')
      const keep = []
      const connected = (session) => {
        session.connect()
        keep.push(session)
        return session
      }`

const cases: readonly TypeCase[] = [
  {
    name: 'spawn',
    leaks: `
      spawn('sleep', ['60']) // opened`,
    clean: {
      'killed and waited for': `
      const child = spawn('sleep', ['60'])
      child.kill()
      await once(child, 'exit')`,
      'killed without waiting': `
      spawn('sleep', ['60']).kill()`,
      'ended by itself': `
      await once(spawn('true'), 'exit')`,
      'ends by itself before the judgement': `
      const child = spawn('sleep', ['0.05'])
      await sleep(200)`,
      'output is read': `
      const child = spawn('echo', ['done'])
      await once(child.stdout.setEncoding('utf8'), 'data')
      await once(child, 'close')`,
      'output is read to its end': `
      const child = spawn('sh', ['-c', 'echo done; exec >&- 2>&-; sleep 0.05'])
      child.stderr.resume()
      await once(child.stdout.resume(), 'end')`,
      aborted: `
      const controller = new AbortController()
      const child = spawn('sleep', ['60'], { signal: controller.signal }).on('error', () => {})
      controller.abort()
      await once(child, 'exit')`,
      'no such program': `
      await new Promise((done) => spawn('no-such-program-at-all').on('error', done))`,
    },
    expected: child('sleep 60'),
  },
  {
    name: 'standard input left open',
    leaks: `
      const child = spawn('cat') // opened
      child.stdin.write('x')
      await once(child.stdout, 'data')`,
    clean: {
      'ended without waiting': `
      const child = spawn('cat')
      child.stdin.end('x')
      await once(child.stdout, 'data')`,
      ended: `
      const child = spawn('cat')
      child.stdin.end('x')
      child.stdout.resume()
      await once(child, 'close')`,
    },
    expected: child('cat'),
  },
  {
    name: "detached and unref'd",
    leaks: `
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref() // opened`,
    clean: {
      'killed as a group': `
      const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
      process.kill(-child.pid)
      await once(child, 'exit')`,
    },
    expected: child('sleep 60'),
  },
  {
    name: 'fork',
    leaks: `
      const child = fork(script) // opened
      await once(child, 'message')`,
    clean: {
      'disconnected without waiting': `
      const child = fork(script)
      await once(child, 'message')
      child.disconnect()`,
      disconnected: `
      const child = fork(script)
      await once(child, 'message')
      child.disconnect()
      await once(child, 'exit')`,
      killed: `
      const child = fork(script)
      await once(child, 'message')
      child.kill()`,
    },
    expected: {
      ...forked,
      rows: {
        ...forked.rows,
        process: expect.stringMatching(/^pid <pid>, `<node> …\S+\/project\/child\.cjs`$/) as string,
      },
    },
  },
  {
    name: 'exec',
    leaks: `
      exec('sleep 60') // opened`,
    clean: {
      'waited for': `
      await new Promise((done) => exec('echo done', done))`,
      'timed out by itself': `
      await new Promise((done) => exec('sleep 60', { timeout: 20 }, done))`,
      'a short command that nobody waits for': `
      exec('true')`,
      'ended by a signal of another process': `
      const child = spawn('sleep', ['60'])
      await once(child, 'spawn')
      spawnSync('kill', [String(child.pid)])`,
    },
    expected: shell('/bin/sh -c sleep 60'),
  },
  {
    name: 'execFile',
    leaks: `
      execFile('sleep', ['60'], { timeout: 50_000 }) // opened`,
    clean: {
      promised: `
      await promisify(execFile)('echo', ['done'])`,
      synchronous: `
      execFileSync('echo', ['done'])`,
    },
    expected: child('sleep 60'),
  },
  {
    name: 'secrets of the command line',
    leaks: `
      spawn('sh', ['-c', 'sleep 60', '--password', 'hunter2', 'TOKEN=hunter2']) // opened`,
    clean: {},
    expected: shell('sh -c sleep 60 --password *** TOKEN=***'),
  },
  {
    name: 'ignores SIGTERM',
    leaks: `
      const child = spawn('sh', ['-c', 'trap "" TERM; echo ready; exec sleep 60']) // opened
      await once(child.stdout, 'data')
      child.kill()`,
    clean: {
      'killed harder': `
      const child = spawn('sh', ['-c', 'trap "" TERM; echo ready; exec sleep 60'])
      await once(child.stdout, 'data')
      child.kill('SIGKILL')`,
    },
    expected: shell(
      'sh -c trap "" TERM; echo ready; exec sleep 60',
      { state: 'its close had begun, but it did not end in time' },
      ", 'SIGKILL'",
    ),
  },
  {
    name: 'pipe held by a grandchild',
    leaks: `
      const child = spawn('sh', ['-c', 'sleep 60 &'], { stdio: ['ignore', 'pipe', 'ignore'] }) // opened
      await once(child, 'exit')`,
    clean: {
      'its group is killed': `
      const child = spawn('sh', ['-c', 'sleep 60 &'], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
      await once(child, 'exit')
      process.kill(-child.pid)`,
      'pipes that nobody holds': `
      const child = spawn('sh', ['-c', 'sleep 60 >&- 2>&- &'], { detached: true })
      await once(child, 'exit')
      process.kill(-child.pid)`,
      destroyed: `
      const child = spawn('sh', ['-c', 'sleep 60 &'], { stdio: ['ignore', 'pipe', 'ignore'] })
      await once(child, 'exit')
      child.stdout.destroy()`,
    },
    expected: pipe,
  },
  {
    name: 'worker',
    leaks: `
      await once(new Worker('setInterval(() => {}, 1000)', { eval: true }), 'online') // opened`,
    clean: {
      terminated: `
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
      await once(worker, 'online')
      await worker.terminate()`,
      'terminated without waiting': `
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
      await once(worker, 'online')
      worker.terminate()`,
      'terminated before it runs': `
      new Worker('setInterval(() => {}, 1000)', { eval: true }).terminate()`,
      'ended by itself': `
      await once(new Worker('', { eval: true }), 'exit')`,
      'ended by an error': `
      const worker = new Worker('throw new Error("expected")', { eval: true })
      await once(worker, 'error')`,
      'no such file': `
      await once(new Worker('/no/such/file.js'), 'error')`,
      'wrong arguments': `
      expect(() => new Worker(17)).toThrow()`,
    },
    expected: worker,
  },
  {
    name: 'worker that listens',
    leaks: `
      const worker = new Worker(echo, { eval: true }) // opened
      worker.postMessage('x')
      await once(worker, 'message')`,
    clean: {
      terminated: `
      const worker = new Worker(echo, { eval: true })
      worker.postMessage('x')
      await once(worker, 'message')
      await worker.terminate()`,
      'told to stop': `
      const worker = new Worker(echo, { eval: true })
      worker.postMessage('stop')
      await once(worker, 'exit')`,
    },
    expected: worker,
  },
  {
    name: "unref'd worker",
    leaks: `
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true }) // opened
      await once(worker, 'online')
      worker.unref()`,
    clean: {},
    expected: worker,
  },
  {
    name: 'inspector session',
    setup: connectedSession,
    leaks: `
      const session = connected(new inspector.Session()) // opened
      session.post('HeapProfiler.startTrackingHeapObjects')`,
    clean: {
      disconnected: `
      const session = connected(new inspector.Session())
      session.post('HeapProfiler.startTrackingHeapObjects')
      session.disconnect()`,
      'profiler disabled': `
      const session = connected(new inspector.Session())
      session.post('HeapProfiler.enable')
      session.post('HeapProfiler.startTrackingHeapObjects')
      session.post('HeapProfiler.disable')`,
      'not connected': `
      const session = new inspector.Session()
      expect(() => session.post('HeapProfiler.startTrackingHeapObjects')).toThrow('not connected')`,
    },
    expected: session,
  },
  {
    name: 'inspector session of promises',
    setup: connectedSession,
    leaks: `
      const session = connected(new promises.Session()) // opened
      await session.post('HeapProfiler.startTrackingHeapObjects')`,
    clean: {
      'profiler disabled': `
      const session = connected(new promises.Session())
      await session.post('HeapProfiler.enable')
      await session.post('HeapProfiler.startTrackingHeapObjects')
      await session.post('HeapProfiler.disable')`,
    },
    expected: session,
  },
  {
    name: 'what is observed without keeping the process alive',
    setup: connectedSession,
    leaks: `
      const session = connected(new inspector.Session())
      session.post('HeapProfiler.enable')
      session.post('Runtime.enable')
      await connected(new promises.Session()).post('Profiler.enable')`,
    clean: {
      'performance observers': `
      const observer = new PerformanceObserver(() => {})
      observer.observe({ entryTypes: ['function', 'gc', 'http', 'mark', 'measure', 'net'] })
      performance.mark('placed')
      keep.push(observer)`,
      'delays of the event loop': `
      const histogram = monitorEventLoopDelay({ resolution: 5 })
      histogram.enable()
      await sleep(10)
      keep.push(histogram)`,
      'the inspector itself': `
      if (inspector.url() === undefined) inspector.open(0, '127.0.0.1')`,
    },
    expected: [],
  },
]

export const processesFamily: TypeFamily = {
  name: 'processes',
  prelude: `
    const { once } = require('node:events')
    const { setTimeout: sleep } = require('node:timers/promises')
    const { exec, execFile, execFileSync, fork, spawn, spawnSync } = require('node:child_process')
    const { promisify } = require('node:util')
    const { Worker } = require('node:worker_threads')
    const path = require('node:path')
    const script = path.join(__dirname, '../child.cjs')
    const echo = \`
      const { parentPort } = require('node:worker_threads')
      parentPort.on('message', (message) => message === 'stop' ? parentPort.close() : parentPort.postMessage(message))
    \``,
  leavesProcesses: true,
  files: { 'child.cjs': `process.on('message', () => {}).send('ready')\n` },
  cases,
}
