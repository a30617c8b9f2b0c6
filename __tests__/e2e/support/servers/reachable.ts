import { spawnSync } from 'node:child_process'

const probe = `
  const [port, host] = process.argv.slice(1)
  require('node:net').connect(Number(port), host).on('connect', () => process.exit(0)).on('error', () => process.exit(1))`

/** Whether a server answers on this port of this machine; asked before tests are declared. */
export function isReachable(port: number): boolean {
  return (
    spawnSync(process.execPath, ['-e', probe, String(port), '127.0.0.1'], { timeout: 5_000 }).status === 0
  )
}
