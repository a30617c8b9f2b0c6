import { json } from '../../../src/report/formats/json'
import { hostileReport } from '../support/hostile'
import { everything, report } from '../support/records'
import { schemaErrors } from '../support/validate'

test.each([
  ['everything', everything()],
  ['nothing', report()],
  ['hostile names', hostileReport()],
])('%s is one valid document that says the same', (_name, given) => {
  const document: unknown = JSON.parse(json(given))
  expect(schemaErrors(document)).toEqual([])
  expect(document).toEqual(JSON.parse(JSON.stringify(given)))
})

test('each file has a line of its own', () => {
  const lines = json(everything()).trim().split('\n')
  expect(lines).toHaveLength(everything().files.length + 2)
  expect(lines[1]).toMatch(/^\{"file":"app\/a\.test\.js"/)
})
