// npm run mutation [-- <room>...]: changes the code of each room in all the small ways that Stryker knows, runs the room's
// own unit tests on each change, and fails where more goes unnoticed than is known: see CONTRIBUTING.md.
import { Stryker } from '@stryker-mutator/core'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/**
 * What is changed, the folder of its tests, and the share of changes that they have to notice, in per cent: what was
 * measured last, rounded down. It only ever rises; the goal is 85 everywhere. Jest loads all of a room's test files for each
 * change: what is large is several rooms, and `a` asks for all that are called `a-…`.
 */
const rooms = {
  annotations: { sources: 'src/annotations/**/*.ts', tests: 'annotations', least: 92 },
  options: { sources: 'src/options/**/*.ts', tests: 'options', least: 95 },
  ownership: { sources: 'src/ownership/**/*.ts', tests: 'ownership', least: 97 },
  settle: { sources: 'src/resources/settle.ts', tests: 'resources', files: 'settle.test.ts', least: 90 },
  'verdict-accepted': { sources: 'src/verdict/accepted/*.ts', tests: 'verdict/accepted', least: 96 },
  'verdict-databases': { sources: 'src/verdict/databases/*.ts', tests: 'verdict/databases', least: 99 },
  'verdict-judge': { sources: 'src/verdict/*.ts', tests: 'verdict', files: '*.test.ts', least: 94 },
  'verdict-stacks': { sources: 'src/verdict/stacks/*.ts', tests: 'verdict/stacks', least: 96 },
}

const asked = process.argv.slice(2)
const isAsked = (name, each) => name === each || name.startsWith(`${each}-`)
const unknown = asked.filter((each) => !Object.keys(rooms).some((name) => isAsked(name, each)))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}; expected ${Object.keys(rooms).join(', ')}`)
  process.exit(64)
}

process.chdir(root)
const names = Object.keys(rooms).filter(
  (name) => asked.length === 0 || asked.some((each) => isAsked(name, each)),
)
const rows = []
for (const name of names) rows.push(rowOf(name, await mutate(name)))
console.log()
console.table(Object.fromEntries(rows))
const failed = rows.filter(([, row]) => row['%'] < row.least).map(([name]) => name)
if (failed.length > 0) console.error(`Less is noticed than before: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0

/** All that Stryker found of one room; its page for people is left in `mutation-report`. */
function mutate(name) {
  const { sources, tests, files = '**/*.test.ts' } = rooms[name]
  return new Stryker({
    mutate: [sources],
    testRunner: 'jest',
    jest: {
      projectType: 'custom',
      enableFindRelatedTests: false,
      // Plain Jest: under the preset each run would be judged as well, which takes its time and tells nothing here.
      config: {
        testEnvironment: 'node',
        // Each change costs a run of Jest, most of which is looking for the test files.
        roots: [`<rootDir>/__tests__/${tests}`],
        testMatch: [`<rootDir>/__tests__/${tests}/${files}`],
        transform: {
          '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
        },
      },
    },
    coverageAnalysis: 'perTest',
    // What runs while a module loads, tables and patterns mostly, would need every test for every change.
    ignoreStatic: true,
    // On a busy machine; what hangs is noticed, too.
    timeoutMS: 20_000,
    concurrency: Number(process.env['MUTATION_CONCURRENCY'] ?? 1),
    // What was found before is found again only where the code or its tests have changed since.
    incremental: true,
    incrementalFile: `mutation-report/${name}.json`,
    ignorePatterns: ['/projects', '/proof', '/examples/*/node_modules', '/mutation-report'],
    tempDirName: '.stryker-tmp',
    reporters: ['clear-text', 'progress-append-only', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    htmlReporter: { fileName: `mutation-report/${name}.html` },
    allowConsoleColors: false,
  }).runMutationTest()
}

function rowOf(name, results) {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  const unnoticed = count('Survived', 'NoCoverage')
  const share = (100 * noticed) / (noticed + unnoticed)
  return [name, { noticed, unnoticed, '%': Number(share.toFixed(2)), least: rooms[name].least }]
}
