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
    const cases = shareOf(acceptanceCases(isFreeOfOrder), order, shares)
    const stopLoad = startLoad(Number(FLAKES_LOAD))
    try {
      const run = await runJest({
        files: cases.files,
        config: { preset: 'jest-leakguard/strict' },
        args: ['--randomize', `--seed=${String(order)}`],
        env: servers.ports,
        timeout: 300_000,
      })
      wrong.push(...wrongVerdicts(run, cases).map((each) => `--seed ${String(order)}: ${each}`))
      const total = cases.leaking.length + cases.clean.length
      process.stdout.write(
        `\nflakes: --seed ${String(order)}: ${String(total)} verdicts, ${String(wrong.length)} wrong so far\n`,
      )
    } finally {
      stopLoad()
    }
  }
  expect(wrong).toEqual([])
}, 3_600_000)

/** Some cases begin with a test that the others build upon. */
function isFreeOfOrder({ first }: { readonly first?: unknown }): boolean {
  return first === undefined
}
