import { mysqlActivity } from './mysql'
import { postgresActivity } from './postgres'
import { redisActivity } from './redis'
import type { ActivityServer } from './source'

const servers: Readonly<Record<string, (rootDir: string, url: URL) => ActivityServer>> = {
  'postgres:': (rootDir, url) => postgresActivity(rootDir, url.href),
  'postgresql:': (rootDir, url) => postgresActivity(rootDir, url.href),
  'mysql:': mysqlActivity,
  'mariadb:': mysqlActivity,
  'redis:': redisActivity,
  'rediss:': redisActivity,
}

/** Schemes of the URLs that are understood, without the colon. */
export const schemes = Object.keys(servers).map((scheme) => scheme.slice(0, -1))

/**
 * The server that a URL names; undefined when it is none, or of another scheme. Without a URL it is the PostgreSQL that
 * the standard `PG*` variables name.
 */
export function activityServer(rootDir: string, url: string | undefined): ActivityServer | undefined {
  if (url === undefined) return postgresActivity(rootDir, undefined)
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  return servers[parsed.protocol]?.(rootDir, parsed)
}
