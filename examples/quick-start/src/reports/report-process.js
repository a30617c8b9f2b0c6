// Runs as a process of its own, so that a long report never blocks the API. Ends when its parent disconnects.
const Database = require('better-sqlite3')

const columns = ['id', 'sku', 'quantity', 'postcode', 'status', 'trackingNumber']
const db = new Database(String(process.argv[2]), { readonly: true })
const ordersSince = db
  .prepare(`SELECT ${columns.join()} FROM orders WHERE createdAt >= ? ORDER BY createdAt`)
  .raw()

/** @param {unknown} cell */
const toCell = (cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)

process.on('message', (/** @type {{ id: number, since: number }} */ { id, since }) => {
  const lines = [columns.join()]
  for (const row of /** @type {Iterable<unknown[]>} */ (ordersSince.iterate(since))) {
    lines.push(row.map(toCell).join())
  }
  process.send?.({ id, csv: lines.join('\n') + '\n' })
})
process.on('disconnect', () => db.close())
