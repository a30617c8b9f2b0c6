import { describeTypes } from './support/describe-types'
import { hasPostgres } from './support/postgres'
import { password, postgresFamily } from './types/postgres'

const describeHere = hasPostgres('the leaks of pg') ? describe : describe.skip

describeHere('pg', () => {
  describeTypes(postgresFamily, {
    more: (run) => {
      test('no password is printed', () => {
        expect(run().output).not.toContain(password)
      })
    },
  })
})
