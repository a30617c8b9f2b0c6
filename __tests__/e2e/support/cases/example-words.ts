import type { Words } from './example-leaks'

export const timer = (owner: string, call: 'Timeout' | 'Interval', hook = 'afterEach'): Words => ({
  headline: `${owner} leaked a timer: it was started here and never cleared`,
  help: `keep what \`set${call}()\` returns and call \`clear${call}(timer)\` in \`${hook}\``,
})
export const server = (owner: string, hook = 'afterEach'): Words => ({
  headline: `${owner} leaked an HTTP server: it was told to listen here and never closed`,
  help: `\`server.closeAllConnections(); await new Promise((done) => server.close(done))\` in \`${hook}\``,
})
export const database = (owner: string, hook = 'afterEach'): Words => ({
  headline: `${owner} leaked a SQLite database: it was opened here and never closed`,
  help: `\`db.close()\` in \`${hook}\``,
})
export const databases = (owner: string, count: number, hook = 'afterEach'): Words => ({
  headline: `${owner} leaked ${count} SQLite databases: they were opened here and never closed`,
  help: `\`db.close()\` in \`${hook}\``,
})
export const agent: Words = {
  headline: 'this test leaked a keep-alive agent: it was created here and never destroyed',
  help: '`agent.destroy()` in `afterEach`',
}
export const childProcess: Words = {
  headline: 'this test leaked a child process: it was spawned here and is still running',
  help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
}
export const agents = (count: number): Words => ({
  headline: `this test leaked ${count} keep-alive agents: they were created here and never destroyed`,
  help: 'make one agent and reuse it; `agent.destroy()` in `afterEach`',
})
export const fileHandle = (count: number): Words => ({
  headline:
    count === 1
      ? 'this test leaked a file handle: it was opened here and never closed'
      : `this test leaked ${count} file handles: they were opened here and never closed`,
  help: '`await handle.close()` in `afterEach`',
})
export const sleepingTimer: Words = {
  headline: 'this test leaked a timer: it was started here and never cleared',
  help: 'pass a `signal` to `setTimeout()` of timers/promises and abort it in `afterEach`',
}
export const unixServer: Words = {
  headline: 'this test leaked an HTTP server on a unix socket: it was told to listen here and never closed',
  help: '`await new Promise((done) => server.close(done))` in `afterEach`',
}
export const pgPool: Words = {
  headline: 'this test leaked a PostgreSQL pool: it was created here and never ended',
  help: '`await pool.end()` in `afterEach`',
}

export const pgClient: Words = {
  headline: 'this test leaked a PostgreSQL client: it was checked out here and never released',
  help: 'release it in `finally`: `try { … } finally { client.release() }`',
}
