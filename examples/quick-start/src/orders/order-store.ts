import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { NotFound } from '../errors'
import type { NewOrder, Order, OrderStatus } from './order'

const schema = `
  CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    postcode TEXT NOT NULL,
    status TEXT NOT NULL,
    trackingNumber TEXT,
    createdAt INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS orders_by_status ON orders (status, createdAt);
`

/** Orders in SQLite; `:memory:` keeps them in this process only. */
export class OrderStore {
  readonly #db: Database.Database

  constructor(file: string) {
    this.#db = new Database(file)
    this.#db.pragma('journal_mode = WAL')
    this.#db.exec(schema)
  }

  insert(order: NewOrder, createdAt = Date.now()): Order {
    const row: Order = { ...order, id: randomUUID(), status: 'reserved', trackingNumber: null, createdAt }
    this.#db
      .prepare(
        `INSERT INTO orders (id, sku, quantity, postcode, status, trackingNumber, createdAt)
         VALUES (@id, @sku, @quantity, @postcode, @status, @trackingNumber, @createdAt)`,
      )
      .run(row)
    return row
  }

  get(id: string): Order {
    const row = this.#db.prepare<[string], Order>('SELECT * FROM orders WHERE id = ?').get(id)
    if (!row) throw new NotFound(`no order ${id}`)
    return row
  }

  update(id: string, status: OrderStatus, trackingNumber: string | null = null): Order {
    this.#db
      .prepare('UPDATE orders SET status = ?, trackingNumber = ? WHERE id = ?')
      .run(status, trackingNumber, id)
    return this.get(id)
  }

  /** Returns how many reservations ran out. */
  expireReservedBefore(time: number): number {
    return this.#db
      .prepare("UPDATE orders SET status = 'expired' WHERE status = 'reserved' AND createdAt < ?")
      .run(time).changes
  }

  close(): void {
    this.#db.close()
  }
}
