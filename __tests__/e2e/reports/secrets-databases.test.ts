import { postgres } from '../support/servers/postgres'
import { runJest } from '../support/run/run-jest'

const { host, port, user, database } = postgres
const secrets = {
  inUrl: 'hidden-in-url',
  inOptions: 'hidden-in-options',
  inVariable: 'hidden-in-variable',
  literal: 'hidden-literal',
  parameter: 'hidden-parameter',
  comment: 'hidden-comment',
  described: 'hidden-in-description',
}

/** Every test leaks something that knows a secret. */
const source = `
  const { setTimeout: sleep } = require('node:timers/promises')
  const { Client, Pool } = require('pg')
  const { trackResource } = require('jest-leakguard')
  const Database = require(process.env.BETTER_SQLITE3)
  const url = 'postgres://${user}:${secrets.inUrl}@${host}:${port}/${database}?options=-c%20app.token%3D${secrets.inUrl}'

  test('pool of a URL', async () => {
    await new Pool({ connectionString: url }).query('select 1')
  })
  test('client of options', async () => {
    const client = new Client({ ...${JSON.stringify(postgres)}, password: '${secrets.inOptions}' })
    await client.connect()
    await client.query('BEGIN')
    await client.query("select '${secrets.literal}', $1::text -- ${secrets.comment}", ['${secrets.parameter}'])
  })
  test('client of the environment', async () => {
    const client = new Client()
    await client.connect()
    await client.query("set application_name = '${secrets.literal}'")
    client.query("select pg_sleep(20), '${secrets.literal}'").catch(() => {})
    await sleep(20)
  })
  test('pool query', async () => {
    const pool = new Pool({ connectionString: url })
    pool.query("select pg_sleep(20), $1::text", ['${secrets.parameter}']).catch(() => {})
    await sleep(20)
  })
  test('iterator', () => {
    const db = new Database(':memory:')
    db.prepare("select '${secrets.literal}' union select 2").iterate().next()
  })
  test('described', () => {
    const describe = () => 'amqp://guest:${secrets.described}@127.0.0.1/'
    trackResource({}, { type: 'message-bus', isOpen: () => true, close() {}, describe })
  })
`

test.each(['jest-leakguard', 'jest-leakguard/strict'])('%s prints and records no secret', async (preset) => {
  const run = await runJest({
    files: { 'secrets.test.js': source.replaceAll(/^ {2}/gm, '') },
    config: { preset },
    env: {
      BETTER_SQLITE3: require.resolve('better-sqlite3'),
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGDATABASE: database,
      PGPASSWORD: secrets.inVariable,
    },
  })
  const { assertionResults } = run.file('secrets.test.js')
  expect(assertionResults.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'failed'))
  const records = assertionResults.flatMap(({ failureDetails }) => failureDetails) as { leak?: object }[]
  expect(records.length).toBeGreaterThanOrEqual(6)
  // Jest shows the lines around the one that opened it; what is ours stands above the code frame and in the records.
  const ours = run.output
    .split('\n')
    .filter((line) => !/^\s*>?\s*\d+ \|/.test(line))
    .join('\n')
  const recorded = JSON.stringify(records.map(({ leak }) => leak))
  for (const secret of Object.values(secrets)) {
    expect(ours).not.toContain(secret)
    expect(recorded).not.toContain(secret)
  }
})
