import type { Report } from '../../../src/report/model/model'
import { createFixture, nodeLines } from '../support/run/run-jest'

const kept = `
const buffers = []
test('keeps', async () => {
  for (let i = 0; i < 16; i++) buffers.push(Buffer.alloc(512 * 1024, 1))
  await new Promise((done) => setTimeout(done, 2))
  process.stdout.on('resize', () => buffers.length)
})`

/** The same, let go; and what V8's optimizer holds for a while, under the load of timers and objects. */
const letGo = `
const buffers = []
test('keeps', async () => {
  for (let i = 0; i < 16; i++) buffers.push(Buffer.alloc(512 * 1024, 1))
  const listener = () => buffers.length
  process.stdout.on('resize', listener)
  await new Promise((done) => setTimeout(done, 2))
  process.stdout.off('resize', listener)
})
test.each([1, 2, 3, 4, 5, 6])('waits %i', async (i) => {
  for (let n = 0; n < 20000; n++) buffers.push({ i, n, text: 'item ' + n })
  await new Promise((done) => setTimeout(done, 2))
})`

/** What Jest keeps of a failed file in its own process is not the project's. */
const failing = `
const buffers = []
test('fails', () => {
  for (let i = 0; i < 16; i++) buffers.push(Buffer.alloc(512 * 1024, 1))
  expect({ buffers: buffers.length }).toEqual({ buffers: 0 })
})`

const suite = (...sources: string[]): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`f${String(i)}.test.js`, sources[i % sources.length] ?? '']),
  )

const config = {
  preset: 'jest-leakguard',
  reporters: ['default', ['jest-leakguard/reporter', { formats: ['json', 'markdown'] }]],
}

const told =
  /^Memory: {6}at least (\d+) of 40 finished files are still in memory, which has grown by some (\d+) MB: `npx jest-leakguard memory` says what holds them$/m

/** Node 20 cannot collect what its optimizer holds: it says nothing. */
const newer = nodeLines.filter((node) => node !== '20')
const lines = (['30', '29'] as const).flatMap((jest) => newer.map((node) => ({ jest, node })))

describe.each(lines)('Jest $jest, Node $node', ({ jest, node }) => {
  const run = async (files: Record<string, string>) => {
    const fixture = await createFixture({ files, config, jest })
    const { code, output } = await fixture.run({ node, args: ['-i'], timeout: 120_000 })
    return { code, output, fixture }
  }

  test('a suite whose files stay in memory is told so, in one line', async () => {
    const { code, fixture, output } = await run(suite(kept, kept, letGo))
    const [, files, megabytes] = told.exec(output) ?? []

    expect(code).toBe(0)
    expect({ files: Number(files), megabytes: Number(megabytes), output }).toMatchObject({
      files: expect.any(Number) as number,
      megabytes: expect.any(Number) as number,
    })
    expect(Number(files)).toBeGreaterThanOrEqual(4)
    expect(Number(files)).toBeLessThanOrEqual(27)
    expect(Number(megabytes)).toBeGreaterThan(30)
    expect(output.match(/still in memory/g)).toHaveLength(1)
    const { runs } = JSON.parse(await fixture.read('leak-report/leaks.json')) as Report
    expect(runs[0]?.counts?.[0]?.kept?.files).toBe(Number(files))
    expect(await fixture.read('leak-report/leaks.md')).toContain(`- at least ${String(files)} of 40 finished`)
  })

  test('one whose files are let go is not', async () => {
    const { code, output } = await run(suite(letGo))

    expect(code).toBe(0)
    expect(output).not.toContain('still in memory')
  })

  test('nor one whose files have failed', async () => {
    const { code, output } = await run(suite(failing))

    expect(code).toBe(1)
    expect(output).not.toContain('still in memory')
  })
})
