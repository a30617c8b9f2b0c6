import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Each leaves one connection behind. */
const leaks = [
  ['leaves a pool', `await createPool().query('select 1')`],
  ['leaves a client', `await new Client().connect()`],
  ['leaves a client checked out', `await createPool().connect()`],
  ['leaves a transaction', `const client = await createPool().connect()\n  await client.query('BEGIN')`],
] as const

const head = `const { Client, Pool } = require('pg')
const { test } = require('@jest/globals')
// Idle connections stay, as those of a busy application do.
const createPool = () => new Pool({ idleTimeoutMillis: 0 })
`

/** Writes test files whose every test leaves one connection, as evenly as it goes; returns their directory. */
export async function writeLeakingSuite(
  directory: string,
  { files, tests }: { files: number; tests: number },
): Promise<string> {
  const suite = path.join(directory, 'tests', 'database')
  await mkdir(suite, { recursive: true })
  for (let file = 0; file < files; file++) {
    const own = Math.floor(tests / files) + (file < tests % files ? 1 : 0)
    await writeFile(path.join(suite, `orders-${String(file + 1).padStart(2, '0')}.test.js`), fileOf(own))
  }
  return suite
}

function fileOf(tests: number): string {
  const all = Array.from({ length: tests }, (_, index) => {
    const [name, body] = leaks[index % leaks.length] as (typeof leaks)[number]
    return `test('${name} (${index + 1})', async () => {\n  ${body}\n})\n`
  })
  return head + all.join('')
}
