// @ts-check
'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { closeSync, openSync } = require('node:fs')
const { setTimeout: sleep } = require('node:timers/promises')

const { serverEnvironment } = require('./run')

const stopLimit = 10_000

/**
 * Runs a server until standard input is closed, which the end of our process does, whatever ends it; then removes
 * the server's directory. A server that ends by itself leaves its log there. A text, not a file: the server's user
 * may not be able to read this directory.
 */
const script = `
directory=$1
shift
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
end() {
  : >"$directory/ended"
  # Nobody needs the data: no checkpoint, no farewell to clients.
  kill -QUIT "$server" 2>/dev/null
}
(read -r _ <&3; end) &
reader=$!
trap end INT TERM HUP
while kill -0 "$server" 2>/dev/null; do wait "$server"; done
kill "$reader" 2>/dev/null
if [ -e "$directory/ended" ]; then rm -rf "$directory"; fi`

/**
 * Starts a server under a shell that outlives this process just long enough to end it. Nothing here keeps this
 * process alive.
 *
 * @param {import('./cluster').Base} base
 * @param {readonly string[]} command
 * @param {import('./server-user').User | undefined} user
 */
function startGuarded(base, command, user) {
  const log = openSync(base.log, 'a')
  const shell = spawn('/bin/sh', ['-c', script, 'postgres-watchdog', base.directory, ...command], {
    ...user,
    cwd: base.directory,
    env: serverEnvironment(),
    stdio: ['pipe', log, log],
    // A group of its own: Ctrl-C in a terminal ends the tests first.
    detached: true,
  })
  closeSync(log)
  const input = /** @type {import('node:net').Socket} */ (shell.stdin)
  let running = true
  const exited = once(shell, 'exit').finally(() => {
    running = false
  })
  // An error to start is told as an early end.
  exited.catch(() => undefined)
  shell.unref()
  input.unref()
  return {
    isRunning: () => running,
    /** Ends the server; by force when it has not gone after ten seconds. */
    async stop() {
      if (running) {
        shell.ref()
        input.end()
        await within(stopLimit, exited)
      }
      if (running && shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL')
      base.remove()
    },
  }
}

/**
 * Waits for a promise that may never be settled, whatever it brings.
 *
 * @param {number} limit milliseconds
 * @param {Promise<unknown>} promise
 */
async function within(limit, promise) {
  const settled = new AbortController()
  const { signal } = settled
  const waited = sleep(limit, undefined, { signal }).catch(() => undefined)
  await Promise.race([promise.catch(() => undefined), waited])
  settled.abort()
}

module.exports = { startGuarded }
