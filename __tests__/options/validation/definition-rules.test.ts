import { adapterProblems, definitionProblems } from '../../../src/options/validation/definition-rules'

const types = ['timer', 'pg-pool']
const fn = () => undefined
const definition = { type: 'my-pool', isOpen: fn, close: fn }
const fields = '"type", "isOpen", "close", "describe", "parts"'

test.each([[definition], [{ ...definition, describe: fn, parts: fn, help: 'close it' }]])(
  '%j is valid, and an adapter with `matches`',
  (given) => {
    expect(definitionProblems(given, 'trackResource()', types)).toEqual([])
    expect(adapterProblems({ ...given, matches: fn }, 'adapter', types)).toEqual([])
  },
)

test.each<[unknown, string]>([
  [null, ': expected an object such as { type: "my-pool", isOpen, close }, got null'],
  [{ ...definition, isOpen: true }, '.isOpen: expected a function, got true'],
  [{ ...definition, close: undefined }, '.close: expected a function, got undefined'],
  [{ ...definition, describe: 'a pool' }, '.describe: expected a function, got "a pool"'],
  [{ ...definition, parts: [] }, '.parts: expected a function, got an array'],
  [{ ...definition, help: fn }, '.help: expected a line of text, got a function'],
  [{ ...definition, colour: 1 }, `.colour: unknown field; expected ${fields} or "help"`],
  [{ ...definition, descibe: fn }, '.descibe: unknown field; did you mean "describe"?'],
  [{ ...definition, matches: fn }, `.matches: unknown field; expected ${fields} or "help"`],
  [
    { ...definition, type: 'pg-pool' },
    '.type: "pg-pool" is a type of jest-leakguard; expected a name of your own such as "my-pool"',
  ],
  ...['pool', 'My-pool', '', undefined, 5].map((type): [unknown, string] => [
    { ...definition, type },
    '.type: expected two words or more in lower case such as "my-pool", got ',
  ]),
])('%j is no definition', (given, problem) => {
  expect(definitionProblems(given, 'trackResource()', types)).toEqual([
    expect.stringMatching(`^trackResource\\(\\)${escaped(problem)}`),
  ])
})

test.each<[unknown, string]>([
  [
    './pool.js',
    ': expected an object such as { type: "my-pool", matches, isOpen, close }, got a string of 9',
  ],
  [definition, '.matches: expected a function, got undefined'],
  [{ ...definition, matches: fn, matche: fn }, '.matche: unknown field; did you mean "matches"?'],
  [
    { ...definition, matches: fn, colour: 1 },
    `.colour: unknown field; expected ${fields}, "help" or "matches"`,
  ],
])('%j is no adapter', (given, problem) => {
  expect(adapterProblems(given, 'adapter', types)).toEqual([
    expect.stringMatching(`^adapter${escaped(problem)}`),
  ])
})

test('all problems are told at once', () => {
  expect(adapterProblems({}, 'adapter', types)).toHaveLength(4)
})

function escaped(text: string): string {
  return text.replace(/[.()[\]{}?*+^$|\\]/g, '\\$&')
}
