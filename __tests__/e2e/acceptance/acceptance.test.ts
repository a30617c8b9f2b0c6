import { acceptanceCases } from './cases'
import { type Figures, figuresOf, tableOf } from './figures'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const acceptance = acceptanceCases()

let servers: HttpServers
let run: JestRun
let figures: Figures
beforeAll(async () => {
  servers = await startHttpServers()
  run = await runJest({
    files: acceptance.files,
    config: { preset: 'jest-leakguard/strict' },
    env: servers.ports,
    timeout: 110_000,
  })
  figures = figuresOf(run, acceptance)
  process.stdout.write(
    `\n${[tableOf(figures), ...figures.missed.map((each) => `missed: ${each}`)].join('\n')}\n`,
  )
})
afterAll(() => {
  servers.close()
})

test('there are enough cases', () => {
  expect(figures.leaking).toBeGreaterThanOrEqual(150)
  expect(figures.clean).toBeGreaterThanOrEqual(150)
})

test('leaks are found, with their type, their line and nobody but their owner', () => {
  expect(figures.found).toBeGreaterThanOrEqual(98)
  expect(figures.rightType).toBeGreaterThanOrEqual(97)
  expect(figures.rightLine).toBeGreaterThanOrEqual(97)
  expect(figures.rightCulprit).toBeGreaterThanOrEqual(97)
})

test('nobody else fails', () => {
  expect(figures.falseAlarms).toEqual([])
})

test('the run ends by itself', () => {
  expect(run).toMatchObject({ code: 1, timedOut: false })
})
