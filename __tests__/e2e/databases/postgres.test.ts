import { describeTypes } from '../support/cases/describe-types'
import { password, postgresFamily } from '../types/postgres'

describe('pg', () => {
  describeTypes(postgresFamily, {
    more: (run) => {
      test('no password is printed', () => {
        expect(run().output).not.toContain(password)
      })
    },
  })
})
