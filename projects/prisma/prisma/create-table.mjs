import { createClient } from '@libsql/client'
const db = createClient({ url: 'file:prisma/dev.db' })
await db.execute('create table if not exists User (id integer primary key autoincrement, name text not null)')
db.close()
