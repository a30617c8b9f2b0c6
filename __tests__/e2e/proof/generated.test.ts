import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Finding, runBatch } from '../../../proof/batch'
import { circumstancesOf, optionsOf } from '../../../proof/circumstances'
import type { Laboratory } from '../../../proof/run'
import { type Servers, startServers } from '../../../proof/servers'
import { shrunk } from '../../../proof/shrink'
import { readPrepared } from '../support/install/prepared'

// `npm run proof` sets these: see proof/README.md.
const { PROOF_FILES = '100', PROOF_SEED, PROOF_SHRINK = '0' } = process.env
const seed = PROOF_SEED === undefined ? Date.now() % 1_000_000_000 : Number(PROOF_SEED)
const files = Number(PROOF_FILES)
const circumstances = circumstancesOf(seed, process.env)
const perRun = 50
/** Files that are made smaller when they are misjudged. */
const mostShrunk = 2

let servers: Servers
let directory: string
beforeAll(async () => {
  const home = path.join(readPrepared().consumers[circumstances.jest].home, 'fixtures')
  await mkdir(home, { recursive: true })
  directory = await mkdtemp(path.join(home, 'proof-'))
  servers = await startServers()
})
afterAll(async () => {
  await servers.close()
  if (process.env['KEEP_FIXTURES'] !== '1') await rm(directory, { recursive: true, force: true })
})

/** A worker that is alive after its 500 ms may be a slow one; Jest 29 waits no longer. */
const patience = circumstances.jest === '30' ? ['--workerGracefulExitTimeout=20000'] : []

/** One batch runs in workers, the next one in band. */
function laboratory(name: string, inBand: boolean): Laboratory {
  const { consumers, nodes, postgres } = readPrepared()
  return {
    jest: consumers[circumstances.jest].jest,
    // A line of Node may not be published for every platform.
    node: nodes[circumstances.node] ?? process.execPath,
    syntax: circumstances.syntax,
    directory: path.join(directory, name),
    ports: { ...servers.ports, pg: postgres },
    args: inBand ? ['-i'] : ['-w=2', ...patience],
  }
}

const told = ({ seed: of, mode, says }: Finding): string =>
  [`--- --files 1 --seed ${String(of)} ${optionsOf(circumstances)}, ${mode}`, ...says].join('\n')

test(`${PROOF_FILES} generated files from seed ${String(seed)}, ${optionsOf(circumstances)}: warn is plain, presets fail what was planted`, async () => {
  const findings: Finding[] = []
  let [planted, tests] = [0, 0]
  for (let first = 0; first < files; first += perRun) {
    const seeds = Array.from({ length: Math.min(perRun, files - first) }, (_, index) => seed + first + index)
    const result = await runBatch(laboratory(String(first), (first / perRun) % 2 === 1), seeds)
    findings.push(...result.findings)
    planted += result.planted
    tests += result.tests
  }
  process.stdout.write(
    `\nproof: --files ${String(files)} --seed ${String(seed)} ${optionsOf(circumstances)}: ` +
      `${String(tests)} tests, ${String(planted)} planted leaks\n`,
  )

  const misjudged = [...new Set(findings.map(({ seed: of }) => of))].filter((of) => of >= 0)
  for (const of of misjudged.slice(0, Number(PROOF_SHRINK) > 0 ? mostShrunk : 0)) {
    const sources = await shrunk(laboratory(`small-${String(of)}`, true), of, 1000 * Number(PROOF_SHRINK))
    const texts = Object.entries(sources ?? {}).map(([file, text]) => `${file}:\n${text}`)
    process.stdout.write(`\nproof: seed ${String(of)}, made smaller\n${texts.join('\n')}`)
  }
  expect(findings.map(told)).toEqual([])
}, 3_600_000)
