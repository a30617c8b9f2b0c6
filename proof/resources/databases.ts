import { awaited, handle, type Resource, seldom } from './resource'

export const databases = {
  'sqlite database': handle('sqlite-database', "new Database(':memory:')", 'try { x.close() } catch {}'),
  // better-sqlite3 where Node has none.
  'sqlite database of Node': handle(
    'sqlite-database',
    "new NodeDatabase(':memory:')",
    'try { x.close() } catch {}',
  ),
  'pg pool': seldom(awaited(handle('pg-pool', 'kit.queried(new pg.Pool(kit.pg))', 'await x.end()'))),
  'pg client': seldom(awaited(handle('pg-client', 'kit.linked(new pg.Client(kit.pg))', 'await x.end()'))),
} as const satisfies Readonly<Record<string, Resource>>
