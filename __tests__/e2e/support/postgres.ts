import { spawnSync } from 'node:child_process'

/** The PostgreSQL server that the tests use: `TEST_PG_URL`, else the one on the standard port. */
const server = new URL(process.env['TEST_PG_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test')

const probe = `
  const [port, host] = process.argv.slice(1)
  require('node:net').connect(Number(port), host).on('connect', () => process.exit(0)).on('error', () => process.exit(1))`

/** What fixtures connect to. */
export const postgres = {
  host: server.hostname,
  port: Number(server.port || '5432'),
  user: server.username,
  database: server.pathname.slice(1),
} as const

/** Whether a server answers; says on stderr which tests are skipped when none does. */
export function hasPostgres(tests: string): boolean {
  const { host, port } = postgres
  const { status } = spawnSync(process.execPath, ['-e', probe, String(port), host], { timeout: 5_000 })
  if (status === 0) return true
  process.stderr.write(`e2e: skipped ${tests}: no PostgreSQL server answers on ${host}:${port}\n`)
  return false
}
