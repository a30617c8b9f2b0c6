import type { SessionActivity } from '../../verdict/databases/server-activity'
import { explainFailure, passwordOf } from '../explain'
import { monitorTag } from '../monitor'
import { connectRedis } from './redis-connection'
import { type ActivityServer, nameOf, numberOf } from './source'

export function redisActivity(rootDir: string, url: URL): ActivityServer {
  return {
    explain: (error) => explainFailure(error, '`ioredis`', passwordOf(url.href)),
    async connect() {
      const connection = await connectRedis(rootDir, url, monitorTag)
      const own = await connection.send(['CLIENT', 'ID'])
      const limit = numberOf(/^maxclients:(\d+)/m.exec(await connection.send(['INFO', 'clients']))?.[1])
      const address = `${url.username || 'default'}@${url.hostname}:${url.port || '6379'}${url.pathname}`
      return {
        look: async () => ({
          ...{ server: 'Redis', address, limit },
          sessions: readClients(await connection.send(['CLIENT', 'LIST'])).filter(({ id }) => id !== own),
        }),
        close: () => connection.close(),
      }
    },
  }
}

/** What `CLIENT LIST` says: a line for each client, of `key=value`. */
export function readClients(list: string): SessionActivity[] {
  return list
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => toActivity(Object.fromEntries(line.trim().split(' ').map(keyAndValue))))
}

function keyAndValue(field: string): [string, string] {
  const at = field.indexOf('=')
  return [field.slice(0, at), field.slice(at + 1)]
}

function toActivity(client: Readonly<Record<string, string | undefined>>): SessionActivity {
  const { id = '', name, user = '', db = '', addr = '', flags = '', cmd = '' } = client
  // Nothing else runs while the server makes the list: who is in a transaction now is between two commands.
  const idleInTransaction = (numberOf(client.multi) ?? -1) >= 0
  const seconds = (value: string | undefined): number | undefined => {
    const number = numberOf(value)
    return number === undefined ? undefined : number * 1000
  }
  return {
    ...{ id, ...nameOf(name), user, database: db, client: addr },
    state: idleInTransaction ? 'idle in transaction' : stateOf(flags),
    idleInTransaction,
    inState: seconds(client.idle),
    age: seconds(client.age),
    statement: cmd === 'NULL' ? '' : cmd,
  }
}

function stateOf(flags: string): string {
  if (flags.includes('b')) return 'blocked'
  if (flags.includes('P')) return 'subscribed'
  if (flags.includes('O')) return 'monitor'
  return /[MS]/.test(flags) ? 'replication' : 'idle'
}
