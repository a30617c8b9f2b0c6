type Pair = readonly [one: string, many: string]

const timer: Pair = ['a timer', 'timers']
const server: Pair = ['a TCP or HTTP server', 'TCP or HTTP servers']
const connection: Pair = ['a TCP connection', 'TCP connections']
const pipe: Pair = ['a pipe', 'pipes']
const watcher: Pair = ['a file watcher', 'file watchers']
const operation: Pair = ['a file operation', 'file operations']
const lookup: Pair = ['a DNS lookup', 'DNS lookups']
const other: Pair = ['another resource', 'other resources']

/** Words for the names of `process.getActiveResourcesInfo()`. */
const words: ReadonlyMap<string, Pair> = new Map([
  ['Timeout', timer],
  ['Immediate', ['a setImmediate callback', 'setImmediate callbacks']],
  ['TCPServerWrap', server],
  ['TCPSocketWrap', connection],
  ['TCPConnectWrap', connection],
  ['PipeServerWrap', ['a server on a unix socket', 'servers on unix sockets']],
  ['PipeWrap', pipe],
  ['PipeConnectWrap', pipe],
  ['ProcessWrap', ['a child process', 'child processes']],
  ['MessagePort', ['a worker thread or message port', 'worker threads or message ports']],
  ['Worker', ['a worker thread', 'worker threads']],
  ['FSEventWrap', watcher],
  ['StatWatcher', watcher],
  ['UDPWrap', ['a UDP socket', 'UDP sockets']],
  ['FSReqCallback', operation],
  ['FSReqPromise', operation],
  ['GetAddrInfoReqWrap', lookup],
  ['GetNameInfoReqWrap', lookup],
  ['QueryReqWrap', lookup],
])

/** Node counts open terminals although they keep nothing alive, and closes that will end by themselves. */
const silent = new Set(['TTYWrap', 'CloseReq', 'WriteWrap', 'ShutdownWrap'])

/** Counts of what is active, in human words: `2 timers`, `a child process`. */
export function describeActive(names: readonly string[]): string[] {
  const counts = new Map<Pair, number>()
  for (const name of names) {
    const pair = words.get(name) ?? other
    if (!silent.has(name)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return [...counts].map(([[one, many], count]) => (count === 1 ? one : `${count} ${many}`))
}
