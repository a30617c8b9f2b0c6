import { spawnSync } from 'node:child_process'

import { type Started, whyLine } from '../../src/reporter/why-line'

const started = (args: readonly string[], overrides: Partial<Started> = {}): Started => ({
  argv: ['/usr/bin/node', '/project/node_modules/.bin/jest', ...args],
  env: {},
  execArgv: [],
  platform: 'linux',
  ...overrides,
})

test.each<[string[], string]>([
  [[], 'npx jest-leakguard why'],
  [['--ci', 'src/orders'], 'npx jest-leakguard why -- --ci src/orders'],
  [['-t', "rolls back $HOME isn't"], `npx jest-leakguard why -- -t 'rolls back $HOME isn'\\''t'`],
  [[''], "npx jest-leakguard why -- ''"],
  [['a\nb'], "npx jest-leakguard why -- 'a\nb'"],
])('%j', (args, line) => {
  expect(whyLine(started(args))).toBe(line)
})

test('a shell reads the arguments as they were', () => {
  const args = ['-t', `a "b" 'c' $(d) \`e\` \\ * ; & | #`, '!x', '~', '--ci']
  const line = whyLine(started(args)).replace('npx jest-leakguard why', `printf '%s\\n'`)
  expect(spawnSync('sh', ['-c', line], { encoding: 'utf8' }).stdout.split('\n')).toEqual(['--', ...args, ''])
})

test('on Windows the quotes are double', () => {
  expect(whyLine(started(['-t', 'a "b"', 'src\\orders'], { platform: 'win32' }))).toBe(
    'npx jest-leakguard why -- -t "a \\"b\\"" src\\orders',
  )
})

test("Node's own options are kept, except those of a debugger", () => {
  const execArgv = ['--inspect-brk', '--experimental-vm-modules', '--import', 'tsx']
  expect(whyLine(started(['--ci'], { execArgv }))).toBe(
    "NODE_OPTIONS='--experimental-vm-modules --import tsx' npx jest-leakguard why -- --ci",
  )
  expect(whyLine(started([], { execArgv: ['--experimental-vm-modules'], platform: 'win32' }))).toBe(
    'set "NODE_OPTIONS=--experimental-vm-modules" && npx jest-leakguard why',
  )
})

test('of NODE_OPTIONS only switches are repeated, never values', () => {
  const env = { NODE_OPTIONS: '--experimental-vm-modules --title=secret --require ./secret.js --no-warnings' }
  expect(whyLine(started([], { env }))).toBe('NODE_OPTIONS=--experimental-vm-modules npx jest-leakguard why')
})
