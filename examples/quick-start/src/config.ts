export interface Config {
  port: number
  databaseFile: string
  carrierUrl: string
  reservationTtlMs: number
}

/** Reads the settings from environment variables; throws on the first one that makes no sense. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  return {
    port: integer(env, 'PORT', 8080, 65_535),
    databaseFile: env.DATABASE_FILE ?? 'orders.db',
    carrierUrl: httpUrl(env, 'CARRIER_URL', 'http://localhost:9090'),
    reservationTtlMs: integer(env, 'RESERVATION_TTL_MS', 15 * 60_000, 24 * 3_600_000),
  }
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = env[name]
  if (text === undefined) return fallback
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > max) {
    throw new Error(`${name} must be a whole number from 0 to ${max}, got "${text}"`)
  }
  return value
}

function httpUrl(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const text = env[name] ?? fallback
  if (!URL.canParse(text) || new URL(text).protocol !== 'http:') {
    throw new Error(`${name} must be an http:// URL, got "${text}"`)
  }
  return text
}
