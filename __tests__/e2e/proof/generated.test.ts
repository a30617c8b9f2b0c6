import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Finding, runBatch } from '../../../proof/batch'
import { type Servers, startServers } from '../../../proof/servers'
import { readPrepared } from '../support/install/prepared'

// `npm run proof` asks for others: see proof/README.md.
const { PROOF_SEED, PROOF_FILES = '100' } = process.env
const seed = PROOF_SEED === undefined ? Date.now() % 1_000_000_000 : Number(PROOF_SEED)
const perRun = 50

let servers: Servers
let directory: string
beforeAll(async () => {
  const { home } = readPrepared().consumers['30']
  await mkdir(path.join(home, 'fixtures'), { recursive: true })
  directory = await mkdtemp(path.join(home, 'fixtures', 'proof-'))
  servers = await startServers()
})
afterAll(async () => {
  await servers.close()
  if (process.env['KEEP_FIXTURES'] !== '1') await rm(directory, { recursive: true, force: true })
})

const told = ({ seed: of, mode, says }: Finding): string =>
  `--- seed ${String(of)}, ${mode}\n${says.join('\n')}`

test(`${PROOF_FILES} generated files from seed ${String(seed)}: warn is plain, presets fail what was planted`, async () => {
  const findings: Finding[] = []
  let [planted, tests] = [0, 0]
  for (let first = 0; first < Number(PROOF_FILES); first += perRun) {
    const count = Math.min(perRun, Number(PROOF_FILES) - first)
    const seeds = Array.from({ length: count }, (_, index) => seed + first + index)
    const { jest } = readPrepared().consumers['30']
    const result = await runBatch(
      {
        ...{ jest, node: process.execPath, directory: path.join(directory, String(first)) },
        ports: { ...servers.ports, pg: readPrepared().postgres },
        args: (first / perRun) % 2 === 0 ? ['-w=2'] : ['-i'],
      },
      seeds,
    )
    findings.push(...result.findings)
    planted += result.planted
    tests += result.tests
  }
  process.stdout.write(
    `\nproof: seed ${String(seed)}, ${String(tests)} tests, ${String(planted)} planted leaks\n`,
  )

  expect(findings.map(told)).toEqual([])
}, 3_600_000)
