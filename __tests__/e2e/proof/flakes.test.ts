import { shareOf, startLoad, wrongVerdicts } from '../../../proof/flakes'
import { acceptanceCases } from '../acceptance/cases'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import { runJest } from '../support/run/run-jest'

// `npm run proof:flakes` sets these: see proof/README.md.
const { FLAKES_ROUNDS, FLAKES_SEED, FLAKES_LOAD = '2' } = process.env
const seed = FLAKES_SEED === undefined ? Date.now() % 1_000_000 : Number(FLAKES_SEED)
/** All cases so often; without a number one round of a tenth of them, another one each time. */
const rounds = Number(FLAKES_ROUNDS ?? '1')
const shares = FLAKES_ROUNDS === undefined ? 10 : 1

/**
 * Some cases begin with a test that the others build upon, or end with one that waits; and what a block's `afterAll`
 * closes is rightly no leak of a test that happens to be its last.
 */
const freeOfOrder: Parameters<typeof acceptanceCases>[0] = {
  cases: ({ first, setup }) => first === undefined && setup?.includes('afterAll') !== true,
  shapes: (title) => title !== 'work left behind',
}

let servers: HttpServers
beforeAll(async () => {
  servers = await startHttpServers()
})
afterAll(() => {
  servers.close()
})

test(`--rounds ${String(rounds)} --seed ${String(seed)} --load ${FLAKES_LOAD}: verdicts are the same under load, in any order`, async () => {
  const wrong: string[] = []
  for (let round = 0; round < rounds; round++) {
    const order = seed + round
    const cases = shareOf(acceptanceCases(freeOfOrder), order, shares)
    const stopLoad = startLoad(Number(FLAKES_LOAD))
    try {
      const run = await runJest({
        files: cases.files,
        config: { preset: 'jest-leakguard/strict' },
        args: ['--randomize', `--seed=${String(order)}`],
        env: servers.ports,
        timeout: 300_000,
      })
      const found = wrongVerdicts(run, cases).map((each) => `--seed ${String(order)}: ${each}`)
      wrong.push(...found)
      const total = cases.leaking.length + cases.clean.length
      const lines = [
        `flakes: --seed ${String(order)}: ${String(total)} verdicts, ${String(found.length)} wrong`,
        ...found,
      ]
      process.stdout.write(`\n${lines.join('\n')}\n`)
    } finally {
      stopLoad()
    }
  }
  expect(wrong).toEqual([])
}, 3_600_000)
