// Copied as a test file: tests of a database that close what they open, over a pool that they share.
const { Pool } = require('pg')

const { afterAll, expect, test } = require('@jest/globals')

const pool = new Pool({ max: 2 })
afterAll(() => pool.end())

test.each(Array.from({ length: Number(process.env.BENCH_COUNT) }, (_, index) => [index]))(
  'order %i',
  async (index) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const { rows } = await client.query('select $1::int as id', [index])
      expect(rows).toEqual([{ id: index }])
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  },
)
