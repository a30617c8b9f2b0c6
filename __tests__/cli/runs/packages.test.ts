import { relative, sep } from 'node:path'

import { findRuns } from '../../../src/cli/runs/jest-runs'
import { packageDirectories } from '../../../src/cli/runs/packages'
import { projectDirectory, writeFiles } from '../support/project'

const shown = (path: string): string => relative(projectDirectory(), path).split(sep).join('/')
const members = {
  'packages/api/package.json': '{}',
  'packages/web/package.json': '{}',
  'packages/web/fixtures/app/package.json': '{}',
  'packages/docs/README.md': '',
  'packages/api/node_modules/x/package.json': '{}',
  'tools/lint/package.json': '{}',
}

test.each([
  ['npm', { 'package.json': '{"workspaces":["packages/*"]}' }],
  ['yarn', { 'package.json': '{"workspaces":{"packages":["./packages/**","!**/fixtures/**"]}}' }],
  ['lerna', { 'package.json': '{}', 'lerna.json': '{"packages":["packages/*/"]}' }],
  [
    'pnpm',
    {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages:\n  # all\n  - "packages/*"\ncatalog:\n  - x\n',
    },
  ],
  [
    'pnpm in brackets',
    { 'package.json': '{}', 'pnpm-workspace.yaml': "packages: ['packages/*', '!tools/*']\n" },
  ],
])('the workspaces of %s', (_what, files) => {
  writeFiles({ ...members, ...files })
  expect(packageDirectories(projectDirectory()).map(shown)).toEqual(['', 'packages/api', 'packages/web'])
})

test('the projects of nx', () => {
  writeFiles({
    'package.json': '{}',
    'nx.json': '{}',
    'apps/api/project.json': '{}',
    'apps/web/README.md': '',
  })
  expect(packageDirectories(projectDirectory()).map(shown)).toEqual(['', 'apps/api'])
})

test('what scripts and targets run, and what nothing runs', () => {
  writeFiles({
    'package.json': JSON.stringify({
      workspaces: ['packages/*'],
      scripts: { test: 'jest', cov: 'jest --coverage', e2e: 'jest -c test/jest-e2e.json', build: 'tsc' },
    }),
    'nx.json': '{}',
    'jest.config.js': "module.exports = require('./jest.shared.config')",
    'jest.shared.config.js': '',
    'jest.smoke.config.js': '',
    'test/jest-e2e.json': '{}',
    'packages/a/package.json': '{"scripts":{"test":"react-scripts test"},"jest":{}}',
    'packages/b/package.json': '{"jest":{}}',
    'apps/c/project.json': JSON.stringify({
      name: 'c',
      targets: {
        test: { executor: '@nx/jest:jest', options: { jestConfig: 'apps/c/jest.config.ts' } },
        smoke: { command: 'jest -c smoke.js', options: { cwd: 'apps/c' } },
        placed: { executor: '@nx/jest:jest', options: { jestConfig: '{projectRoot}/placed.js' } },
        inside: { command: 'jest -c inside.js', options: { cwd: '{projectRoot}' } },
        rooted: { executor: '@nx/jest:jest', options: { jestConfig: '{workspaceRoot}/rooted.js' } },
        several: { options: { commands: ['tsc', 'jest -c one.js', { command: 'npx jest -c two.js' }] } },
      },
    }),
  })
  const { runs, foreign } = findRuns(projectDirectory())
  expect(
    runs.map(({ directory, from, options }) => [
      shown(directory),
      from,
      options.flatMap(({ words }) => words),
    ]),
  ).toEqual([
    ['', ['npm test', 'npm run cov'], []],
    ['', ['npm run e2e'], ['-c', 'test/jest-e2e.json']],
    ['', ['nx test c'], ['--config', 'apps/c/jest.config.ts']],
    ['apps/c', ['nx smoke c'], ['-c', 'smoke.js']],
    ['', ['nx placed c'], ['--config', 'apps/c/placed.js']],
    ['apps/c', ['nx inside c'], ['-c', 'inside.js']],
    ['', ['nx rooted c'], ['--config', './rooted.js']],
    ['', ['nx several c'], ['-c', 'one.js']],
    ['', ['nx several c'], ['-c', 'two.js']],
    ['', [], ['--config', 'jest.smoke.config.js']],
    ['packages/b', [], []],
  ])
  expect(foreign.map(({ from, tool }) => [from, tool])).toEqual([
    ['npm test in packages/a', 'react-scripts test'],
  ])
})
