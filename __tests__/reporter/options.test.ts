import { readReporterOptions } from '../../src/reporter/options'

test.each([
  [undefined],
  [{}],
  [{ output: 'reports', formats: ['json', 'sarif'], failOn: 'warned' }],
  [{ output: false }],
  [{ formats: [] }],
])('%j is valid', (given) => {
  expect(readReporterOptions(given)).toEqual(given ?? {})
})

const where = "jest-leakguard: reporters: ['jest-leakguard/reporter', options]: options"

test.each([
  ['json', `${where}: expected an object of options, got "json"`],
  [{ ouput: 'x' }, `${where}.ouput: unknown option; did you mean "output"?`],
  [{ output: 5 }, `${where}.output: expected a directory or false, got 5`],
  [{ output: '' }, `${where}.output: expected a directory or false, got an empty string`],
  [{ formats: 'sarif' }, `${where}.formats: expected a list such as ["json", "sarif"], got "sarif"`],
  [
    { formats: ['json', 'junti'] },
    `${where}.formats[1]: expected "json", "html", "markdown", "sarif", "junit", "ctrf", "gitlab" or "github", ` +
      'got "junti"; did you mean "junit"?',
  ],
  [{ failOn: true }, `${where}.failOn: expected "late", "warned" or "never", got true`],
])('%j is not', (given, message) => {
  expect(() => readReporterOptions(given)).toThrow(new Error(message))
})
