import { join } from 'node:path'

import { roleOf, rolesIn } from '../../src/why/roles'

const file = (name: string): string => join('/project', name)

const roles = rolesIn({
  globalConfig: {
    globalSetup: file('setup.ts'),
    globalTeardown: file('teardown.ts'),
    reporters: [
      ['default', {}],
      [file('reporter.js'), { timer: true }],
    ],
    testSequencer: file('sequencer.js'),
    watchPlugins: null,
  },
  configs: [
    {
      globalSetup: file('packages/a/setup.ts'),
      transform: [['\\.ts$', file('transformer.js'), {}]],
      setupFiles: [file('env.js')],
      resolver: null,
      rootDir: file('packages/a'),
    },
  ],
})

test.each([
  ['setup.ts', 'globalSetup'],
  ['teardown.ts', 'globalTeardown'],
  ['packages/a/setup.ts', 'globalSetup'],
  ['reporter.js', 'reporter'],
  ['transformer.js', 'transformer'],
  ['env.js', 'setup file'],
  ['sequencer.js', 'test sequencer'],
  ['jest.config.ts', 'Jest config'],
  ['orders.test.ts', 'test file'],
  ['orders.spec.mjs', 'test file'],
  ['__tests__/orders.js', 'test file'],
  ['src/orders.ts', undefined],
])('%s is %s', (name, role) => {
  expect(roleOf([file(name)], roles)).toBe(role)
})

test('the first file that has a role decides', () => {
  expect(roleOf([file('server.ts'), file('setup.ts'), file('reporter.js')], roles)).toBe('globalSetup')
})

test('without files nobody is known', () => {
  expect(roleOf([], roles)).toBeUndefined()
})
