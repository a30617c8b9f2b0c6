import { compileFunction, runInNewContext } from 'node:vm'
import { listWords } from '../../../src/options/validation/describe-value'
import { defaultOptions } from '../../../src/options/options'
import { OptionsError } from '../../../src/options/validation/options-error'
import { rulesFor } from '../../../src/options/validation/rules'
import { checkOptions, resolveOptions } from '../../../src/options/validation/validate'

const types = ['timer', 'unref-timer', 'tcp-server', 'tcp-socket']
const where = 'testEnvironmentOptions.leakguard'
const optionNames = listWords(Object.keys(rulesFor([])))
const resolve = (input: unknown) => resolveOptions(input, types, where)

describe('valid options', () => {
  test.each([undefined, {}, { gracePeriod: undefined, types: undefined }])(
    '%p gives all defaults',
    (input) => {
      expect(resolve(input)).toEqual(defaultOptions)
    },
  )

  test('every option is kept as it was written', () => {
    const input = {
      types: { timer: 'off', '*': 'warn' },
      thirdParty: 'fail',
      isolation: 'test',
      attribution: 'file',
      gracePeriod: 0,
      churnLimit: 7,
      trace: 'none',
      closeLeaked: false,
      restoreState: true,
      allow: [{ type: 'timer', reason: 'old code', count: [0, 1], until: '2027-01-31' }],
      staleAllowances: 'fail',
      baseline: false,
      postgres: { connectionString: 'postgres://me:hidden@localhost:5432/orders' },
      mysql: { connectionString: 'mysql://me@localhost/orders' },
      redis: {},
      resetAddons: false,
      singletons: {
        registered: 'fail',
        discovered: 'off',
        modules: ['./src/db#Db', '<rootDir>/x'],
        timeout: 500,
      },
      limits: { fileDescriptors: 200, heapGrowth: { warn: 5e6, fail: 2e7 }, rssGrowth: { warn: 0 } },
      adapters: ['./adapter.js'],
      rulePacks: ['./rules.json'],
    }
    expect(resolve(input)).toEqual(input)
  })

  test('types of the project are taken as they are', () => {
    expect(resolve({ types: { 'my-pool': 'warn' } }).types).toEqual({ 'my-pool': 'warn' })
  })

  test.each([0, 0.5, 10_000])('gracePeriod %p is in range', (gracePeriod) => {
    expect(resolve({ gracePeriod }).gracePeriod).toBe(gracePeriod)
  })

  test.each([
    ['JSON', JSON.parse('{"types":{"timer":"off"}}')],
    ['another realm', runInNewContext('({ types: { timer: "off" } })')],
    ['an object without prototype', Object.assign(Object.create(null), { types: { timer: 'off' } })],
    ['frozen objects', Object.freeze({ types: Object.freeze({ timer: 'off' }) })],
  ] as [string, unknown][])('options from %s', (_, input) => {
    expect(resolve(input)).toEqual({ ...defaultOptions, types: { timer: 'off' } })
  })

  test('a severity that is undefined is not written', () => {
    expect(resolve({ types: { timer: undefined, 'tcp-server': 'off' } }).types).toEqual({
      'tcp-server': 'off',
    })
  })

  test('the defaults and the input are not shared with the result', () => {
    const input = { types: { timer: 'off' } }
    expect(resolve(input).types).not.toBe(input.types)
    expect(resolve({}).types).not.toBe(defaultOptions.types)
  })

  test('neither is a level of options that is undefined', () => {
    const written = checkOptions(
      {
        types: { timer: undefined, 'tcp-server': 'off' },
        singletons: { registered: undefined, timeout: 5 },
        limits: { connections: undefined, rssGrowth: 5 },
        trace: undefined,
      },
      types,
      where,
    )
    expect(written).toStrictEqual({
      types: { 'tcp-server': 'off' },
      singletons: { timeout: 5 },
      limits: { rssGrowth: 5 },
    })
    expect(checkOptions({ postgres: { connectionString: undefined } }, types, where)).toBeDefined()
  })

  test.each([
    ...['reset', 'fail', 'off'].map((registered) => ({ singletons: { registered } })),
    ...['reset', 'warn', 'fail', 'off'].map((discovered) => ({ singletons: { discovered } })),
    { singletons: { modules: ['../a', '/a', '<rootDir>/a#b', 'C:\\a', 'c:/a#b'], timeout: 1 } },
    { singletons: { timeout: 60_000 } },
    { churnLimit: 1 },
    { churnLimit: 100 },
    { baseline: 'known.json' },
    { rulePacks: false },
    { rulePacks: [] },
    { postgres: false },
    { postgres: { connectionString: 'postgresql://db/orders' } },
    { redis: { connectionString: 'redis://db' } },
    { redis: { connectionString: 'rediss://db' } },
    { limits: { connections: { warn: 5, fail: 5 } } },
  ] as object[])('%j is valid', (input) => {
    expect(checkOptions(input, types, where)).toEqual(input)
  })

  test('checkOptions gives only what was written', () => {
    expect(checkOptions({ trace: 'stack', types: undefined }, types, where)).toEqual({ trace: 'stack' })
  })
})

const severities = 'expected "fail", "warn" or "off"'
const milliseconds = 'gracePeriod: expected a number of milliseconds from 0 to 10000'

const postgresUrl = 'connectionString: expected a URL such as postgres://user@host:5432/database'

describe('one problem is one line', () => {
  test.each([
    [null, ': expected an object of options, got null'],
    [[], ': expected an object of options, got an array'],
    ['strict', ': expected an object of options, got "strict"'],
    [true, ': expected an object of options, got true'],
    [() => ({}), ': expected an object of options, got a function'],
    [{ graceperiod: 1 }, '.graceperiod: unknown option; did you mean "gracePeriod"?'],
    [{ colour: 1 }, `.colour: unknown option; expected ${optionNames}`],
    [JSON.parse('{"__proto__":{"isolation":"test"}}'), `.__proto__: unknown option; expected ${optionNames}`],
    [{ types: ['timer'] }, '.types: expected an object such as { timer: "warn" }, got an array'],
    [{ types: null }, '.types: expected an object such as { timer: "warn" }, got null'],
    [{ types: { Timer: 'off' } }, '.types.Timer: unknown resource type; did you mean "timer"?'],
    [
      { types: { 'tcp-servers': 'off' } },
      '.types["tcp-servers"]: unknown resource type; did you mean "tcp-server"?',
    ],
    [
      { adapters: './a.js' },
      '.adapters: expected an array of modules such as ["./leakguard-adapter.js"], got a string of 6 characters',
    ],
    [{ adapters: ['./a.js', 1] }, '.adapters[1]: expected the name or path of a module, got 1'],
    [{ types: { tcpserver: 'off' } }, '.types.tcpserver: unknown resource type; did you mean "tcp-server"?'],
    [
      { types: { TCPWRAP: 'off' } },
      '.types.TCPWRAP: unknown resource type; expected "*", "timer", "unref-timer", "tcp-server" or "tcp-socket"',
    ],
    [{ types: { timer: 'wran' } }, `.types.timer: ${severities}, got "wran"; did you mean "warn"?`],
    [{ types: { 'tcp-server': 'error' } }, `.types["tcp-server"]: ${severities}, got "error"`],
    [{ types: { '*': 1 } }, `.types["*"]: ${severities}, got 1`],
    [{ thirdParty: 'Fail' }, `.thirdParty: ${severities}, got "Fail"; did you mean "fail"?`],
    [{ thirdParty: null }, `.thirdParty: ${severities}, got null`],
    [{ isolation: 'tests' }, '.isolation: expected "file" or "test", got "tests"; did you mean "test"?'],
    [{ attribution: 'sync' }, '.attribution: expected "async" or "file", got "sync"; did you mean "async"?'],
    [{ trace: ['site'] }, '.trace: expected "site", "stack" or "none", got an array'],
    [{ closeLeaked: 'true' }, '.closeLeaked: expected true or false, got "true"'],
    [{ gracePeriod: '200' }, `.${milliseconds}, got "200"`],
    [{ churnLimit: 0 }, '.churnLimit: expected a whole number from 1 to 100, got 0'],
    [{ churnLimit: 2.5 }, '.churnLimit: expected a whole number from 1 to 100, got 2.5'],
    [{ churnLimit: 101 }, '.churnLimit: expected a whole number from 1 to 100, got 101'],
    [{ churnLimit: '5' }, '.churnLimit: expected a whole number from 1 to 100, got "5"'],
    [{ thirdParty: ['warn'] }, `.thirdParty: ${severities}, got an array`],
    [{ baseline: true }, '.baseline: expected the name of a file or false, got true'],
    [{ baseline: '' }, '.baseline: expected the name of a file or false, got an empty string'],
    [{ adapters: [''] }, '.adapters[0]: expected the name or path of a module, got an empty string'],
    [
      { rulePacks: true },
      '.rulePacks: expected an array of modules such as ["./leakguard-rules.json"], got true',
    ],
    [{ rulePacks: [false] }, '.rulePacks[0]: expected the name or path of a module, got false'],
    [
      { mysql: { connectionString: 'x' } },
      '.mysql.connectionString: expected a URL such as mysql://user@host:3306/database, got another string',
    ],
    [
      { redis: { connectionString: 'http://x' } },
      '.redis.connectionString: expected a URL such as redis://host:6379, got another string',
    ],
    [{ singletons: 'reset' }, '.singletons: expected an object such as { registered: "fail" }, got "reset"'],
    [{ singletons: { register: 'off' } }, '.singletons.register: unknown option; did you mean "registered"?'],
    [
      { singletons: { toString: 'off' } },
      '.singletons.toString: unknown option; expected "registered", "discovered", "modules" or "timeout"',
    ],
    [
      { singletons: { registered: 'warn' } },
      '.singletons.registered: expected "reset", "fail" or "off", got "warn"',
    ],
    [
      { singletons: { timeout: 0 } },
      '.singletons.timeout: expected a number of milliseconds from 1 to 60000, got 0',
    ],
    [
      { singletons: { modules: './src/db#Db' } },
      '.singletons.modules: expected an array such as ["./src/db#DatabaseService"], got a string of 11 characters',
    ],
    ...['db', 'src/../db', './', './a#', './a#b#c', 'x<rootDir>/a', '9:/a', 'C:a', 5].map((given) => [
      { singletons: { modules: ['./src/db#Db', given] } },
      '.singletons.modules[1]: expected a path and an export such as "./src/db#DatabaseService", got ',
    ]),
    [{ gracePeriod: NaN }, `.${milliseconds}, got NaN`],
    [{ gracePeriod: -1 }, `.${milliseconds}, got -1`],
    [{ gracePeriod: 10_001 }, `.${milliseconds}, got 10001`],
    [{ postgres: true }, '.postgres: expected false or an object such as {}, got true'],
    [
      { postgres: 'postgres://me:hidden@db/orders' },
      '.postgres: expected false or an object such as {}, got a string of 30 characters',
    ],
    [
      { postgres: { connectString: 'x' } },
      '.postgres.connectString: unknown option; did you mean "connectionString"?',
    ],
    [{ postgres: { connectionString: 'hidden' } }, `.postgres.${postgresUrl}, got another string`],
    [
      { postgres: { connectionString: 'mysql://me:hidden@db' } },
      `.postgres.${postgresUrl}, got another string`,
    ],
    [{ postgres: { connectionString: 5432 } }, `.postgres.${postgresUrl}, got 5432`],
    [{ gracePeriod: 5n }, `.${milliseconds}, got a bigint`],
    [{ limits: 5 }, '.limits: expected an object such as { connections: 20 }, got 5'],
    [{ limits: { heapGrow: 5 } }, '.limits.heapGrow: unknown limit; did you mean "heapGrowth"?'],
    [
      { limits: { connections: -1 } },
      '.limits.connections: expected a whole number from 0, or { warn, fail } with one each, got -1',
    ],
    [
      { limits: { heapGrowth: '20 MB' } },
      '.limits.heapGrowth: expected a whole number of bytes from 0, or { warn, fail } with one each, got "20 MB"',
    ],
    [{ limits: { rssGrowth: { wran: 5 } } }, '.limits.rssGrowth.wran: unknown level; did you mean "warn"?'],
    [
      { limits: { rssGrowth: { fail: 0.5 } } },
      '.limits.rssGrowth.fail: expected a whole number of bytes from 0, got 0.5',
    ],
    [{ limits: { connections: {} } }, '.limits.connections: expected "warn" or "fail", got neither'],
    [
      { limits: { connections: { warn: 9, fail: 8 } } },
      '.limits.connections: expected "warn" to be "fail" or less, got 9 and 8',
    ],
  ] as [unknown, string][])('%p', (input, problem) => {
    const message = messageOf(input)
    expect(message.split('\n')).toHaveLength(1)
    expect(message).toContain(`jest-leakguard: ${where}${problem}`)
    if (!problem.endsWith('got ')) expect(message).toBe(`jest-leakguard: ${where}${problem}`)
  })
})

test('all problems of one object come in one error', () => {
  const input = { isolation: 'suite', gracePeriod: -5, types: { timr: 'off', timer: 'loud' } }
  expect(() => resolve(input)).toThrow(
    `jest-leakguard: 4 problems in testEnvironmentOptions.leakguard
  - testEnvironmentOptions.leakguard.isolation: expected "file" or "test", got "suite"
  - testEnvironmentOptions.leakguard.gracePeriod: expected a number of milliseconds from 0 to 10000, got -5
  - testEnvironmentOptions.leakguard.types.timr: unknown resource type; did you mean "timer"?
  - testEnvironmentOptions.leakguard.types.timer: expected "fail", "warn" or "off", got "loud"`,
  )
})

test('process.env given by mistake shows no value and no more than ten names', () => {
  const environment = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`SECRET_${index}`, 'hunter2-hunter2']),
  )
  const message = messageOf({ types: environment, thirdParty: 'postgres://admin:hunter2@db/shop' })
  expect(message).not.toContain('hunter2')
  expect(message).toContain('jest-leakguard: 41 problems')
  expect(message.split('\n')).toHaveLength(12)
  expect(message).toMatch(/\n {2}- and 31 more$/)
})

test('the stack names the place in the project only', () => {
  const config = compileFunction('resolve({ trace: 1 })', ['resolve'], { filename: '/shop/jest.config.js' })
  const packaged = compileFunction('config(resolve)', ['config', 'resolve'], {
    filename: '/shop/node_modules/jest-config/build/index.js',
  }) as (...args: unknown[]) => void
  const stack = stackOf(() => packaged(config, resolve)).split('\n')
  expect(stack[0]).toMatch(/^OptionsError: jest-leakguard: .*trace: expected/)
  expect(stack[1]).toContain('at resolve (')
  expect(stack[2]).toMatch(/\/shop\/jest\.config\.js:1:1\)?$/)
  expect(stack.join('\n')).not.toMatch(/node_modules|node:internal|src.options/)
})

function stackOf(call: () => void): string {
  try {
    call()
  } catch (error) {
    if (error instanceof OptionsError) return error.stack ?? ''
  }
  return ''
}

function messageOf(input: unknown): string {
  try {
    resolve(input)
  } catch (error) {
    if (error instanceof OptionsError) return error.message
  }
  return ''
}
