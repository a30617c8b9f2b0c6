import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { installLibraries, react } from '../support/install/libraries'
import { readPrepared } from '../support/install/prepared'
import { type FixtureOptions, runJest, type RunOptions } from '../support/run/run-jest'

const root = path.resolve(__dirname, '../../..')

interface DocsPage {
  readonly readPage: (text: string) => {
    readonly files: Readonly<Record<string, string>>
    readonly output: string
  }
  readonly leakIn: (output: string) => string
  readonly withOutput: (text: string, output: string) => string
}
const { leakIn, readPage, withOutput } = jest.requireActual<DocsPage>(
  path.join(root, 'scripts/docs-page.cjs'),
)

interface Kind {
  /** `docs/kinds/<page>.md`. */
  readonly page: string
  readonly prepare: () => Promise<Partial<FixtureOptions & RunOptions>>
}

const preset = 'jest-leakguard'
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
}
const jsx = { jsc: { parser: { syntax: 'ecmascript', jsx: true } } }
/** Of the consumer that has web frameworks. */
const frameworks = (): string => path.resolve(readPrepared().consumers.packages.jest, '../../..')
const just = (options: Partial<FixtureOptions & RunOptions>) => () => Promise.resolve(options)

const kinds: readonly Kind[] = [
  {
    page: 'nest',
    prepare: just({
      config: {
        preset,
        modulePaths: [frameworks()],
        testRegex: 'e2e-spec.ts$',
        transform: { '\\.ts$': ['@swc/jest', swc] },
      },
    }),
  },
  { page: 'fastify', prepare: just({ jest: 'packages' }) },
  {
    page: 'react',
    prepare: async () => ({
      config: {
        preset: `${preset}/jsdom`,
        modulePaths: [await installLibraries(react)],
        transform: { '\\.jsx$': ['@swc/jest', jsx] },
      },
    }),
  },
  {
    page: 'esm',
    prepare: just({
      config: false,
      files: {
        'package.json': '{ "type": "module" }',
        'jest.config.js': "export default { preset: 'jest-leakguard', transform: {} }",
      },
      env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    }),
  },
  {
    page: 'workspaces',
    prepare: just({
      config: false,
      files: {
        'jest.config.js': `module.exports = require('jest-leakguard').withLeakGuard({ projects: ['<rootDir>/packages/*'] })`,
        'packages/api/package.json': '{ "name": "api" }',
        'packages/api/jest.config.js': 'module.exports = {}',
      },
    }),
  },
  {
    page: 'orm',
    prepare: async () => ({
      config: {
        preset,
        modulePaths: [await installLibraries()],
        // The one among the libraries needs Node 22.
        moduleNameMapper: { '^better-sqlite3$': require.resolve('better-sqlite3') },
      },
    }),
  },
  { page: 'serverless', prepare: just({}) },
]

test.each(kinds)(
  'docs/kinds/$page.md shows what Jest prints; its clean twin passes',
  async ({ page, prepare }) => {
    const file = path.join(root, `docs/kinds/${page}.md`)
    const text = readFileSync(file, 'utf8')
    const { files, output } = readPage(text)
    const options = await prepare()
    const run = await runJest({ ...options, files: { ...files, ...options.files } })
    const printed = leakIn(run.output)
    if (printed === '') throw new Error(run.output)
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, withOutput(text, printed))
    else expect(output).toBe(printed)
    expect(printed).toContain('LeakError: this ')
    const states = run.json.testResults.map(({ name, status }) => `${status} ${path.posix.basename(name)}`)
    expect(states.toSorted()).toEqual([
      expect.stringMatching(/^failed leaking\./),
      expect.stringMatching(/^passed clean\./),
    ])
  },
)
