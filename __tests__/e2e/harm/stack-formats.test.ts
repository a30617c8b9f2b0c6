import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const leaks = (name: string): LeakCase => ({
  name,
  source: `
    const open = () => setInterval(() => {}, 1000) // opened
    test('leaks', () => void open())
    test('is clean', () => clearInterval(setInterval(() => {}, 1000)))`,
  leaks: [leakedInterval({ test: 'leaks' })],
})

/**
 * A transformer that moves every line down by seven, with a source map, and does to the formatter of its own process what
 * `format` says: Next replaces it by one that knows no source maps, when it first transforms a file.
 */
const transformer = (format: string): string => `
  exports.process = (source, file) => {
    ${format}
    const lines = source.split('\\n')
    const mappings = ';'.repeat(7) + lines.map((_, index) => (index === 0 ? 'AAAA' : 'AACA')).join(';')
    return {
      code: '// moved\\n'.repeat(7) + source,
      map: { version: 3, sources: [file], names: [], mappings },
    }
  }`

const formats = {
  'as Jest has it': '',
  'replaced by one without source maps':
    "Error.prepareStackTrace = (error, calls) => [String(error), ...calls.map((call) => '    at ' + call)].join('\\n')",
  removed: 'Error.prepareStackTrace = undefined',
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each(Object.entries(formats))('lines are those of the sources: formatter %s', async (name, format) => {
    const cases = [leaks('first'), leaks('second')]
    const run = await runJest({
      jest,
      files: { ...filesOf(cases), 'transformer.js': transformer(format) },
      config: {
        preset: 'jest-leakguard',
        transform: { 'test\\.js$': '<rootDir>/transformer.js' },
      },
    })

    for (const each of cases) expectLeaks(run, each)
    expect(run.stderr).not.toContain('jest-leakguard: ')
  })
})
