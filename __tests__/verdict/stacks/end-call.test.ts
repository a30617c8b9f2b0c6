import {
  endMethodIn,
  isMethodCall,
  loadedEndMethod,
  objectNameIn,
  withoutMade,
} from '../../../src/verdict/stacks/end-call'

const classes = `
class Cache { put() { if (this.open) { this.end } } clear() {} }
class Poller {
  start() { this.timer = setInterval(() => {}, 100) }
  async stop() { clearInterval(this.timer) }
}
function createClient(url) {
  return { subscribe() {}, async dispose() {} }
}
function Feed() { this.feed = true }
Feed.prototype.destroy = function () {}
const Old = (function () { function Old() {} })()
`

test.each([
  ['a method of the class that was made', 'new Poller (/app/node_modules/a/index.js:1:1)', 'stop'],
  ['of the class whose method was called', 'Poller.start (/app/node_modules/a/index.js:1:1)', 'stop'],
  ['of what a function makes', 'createClient (/app/node_modules/a/index.js:1:1)', 'dispose'],
  ['on a prototype', 'new Feed (/app/node_modules/a/index.js:1:1)', 'destroy'],
  ['none', 'Cache.put (/app/node_modules/a/index.js:1:1)', undefined],
  [
    'several in a file, and nobody tells which',
    'Object.subscribe (/app/node_modules/a/index.js:1:1)',
    undefined,
  ],
])('%s', (_, fn, method) => {
  expect(endMethodIn(classes, fn)).toBe(method)
})

test.each([
  ['the surest of several', 'class Feed { stop() {} destroy() {} }', 'new Feed', 'destroy'],
  [
    'of a class that a bundler has renamed',
    'class Feed { stop() {} }\nclass Feed$1 { close() {} }',
    'new Feed$1',
    'close',
  ],
  [
    'of a constructor that has no name of its own',
    `exports.Feed = function () {}\n${classes}`,
    'new exports.Feed',
    'destroy',
  ],
  [
    'on a prototype with functions from elsewhere',
    'function Tap() {}\nTap.prototype.on = handler\nTap.prototype.end = function () {}\nconst a = { close() {}, stop() {} }',
    'new Tap',
    'end',
  ],
  [
    'of what a function makes of its options',
    'function open({ url, port = call(1) }) { return { stop() {}, close() {} } }',
    'open',
    'close',
  ],
  ['or an arrow function', `const open = ({ url }) => ({ stop() {} })\n${classes}`, 'open', 'stop'],
  [
    'of a class that is wrapped',
    `const Old = (function () { return { quit() {} } })()\n${classes}`,
    'new Old',
    'quit',
  ],
  ['none of a class that is cut off', `${classes} class Cut {`, 'new Cut', undefined],
])('%s: %#', (_, source, fn, method) => {
  expect(endMethodIn(source, `${fn} (/app/node_modules/a/index.js:1:1)`)).toBe(method)
})

test('the only one of a file, whoever was called', () => {
  expect(
    endMethodIn('exports.start = () => ({ run() {}, close: async () => {} })', 'Object.run (a.js)'),
  ).toBe('close')
  expect(endMethodIn('const x = { async [Symbol.asyncDispose]() {} }', 'Object.run (a.js)')).toBe(
    '[Symbol.asyncDispose]',
  )
})

test('a function without a name is of no class', () => {
  const fn = '/app/node_modules/a/index.js:1:1'
  expect(endMethodIn('exports.a = { close() {} }', fn)).toBe('close')
  expect(endMethodIn('class app { stop() {} } class Other { close() {} }', fn)).toBeUndefined()
})

test('what a function returns is no method of the module that it was called on', () => {
  const source = 'exports.start = () => { return { stop: () => {} } }\nexports.clear = () => {}'
  const fn = 'Object.exports.start [as start] (a.js)'
  expect(endMethodIn(source, fn)).toBe('stop')
  expect(endMethodIn(withoutMade(source, fn), fn)).toBeUndefined()
  expect(withoutMade(source, 'Object.run (a.js)')).toBe(source)
  expect(withoutMade('undefined', '/app/node_modules/a/index.js:1:1')).toBe('undefined')
  expect(withoutMade('function a() { return {} }\nfunction b() {}', 'a (a.js)')).toBe('\nfunction b() {}')
})

test.each([
  ['  const client = createClient({ url })', 'createClient', 'createClient (a.js)', 'client'],
  ['  const client = lib.createClient({ url })', 'createClient', 'Object.createClient (a.js)', 'client'],
  ['  this.#poller = new lib.Poller()', 'lib.Poller', 'new Poller (a.js)', 'this.#poller'],
  ['  cache.put(id, value)', 'put', 'Cache.put (a.js)', 'cache'],
  ['  client.subscribe(query)', 'subscribe', 'Object.subscribe (a.js)', 'client'],
  ['  const value = await this.cache.load(id)', 'load', 'Cache.load (a.js)', 'this.cache'],
  ['  const value = await this.cache.load(id)', 'await', 'Cache.load (a.js)', 'this.cache'],
  ['  const app = await start(8080)', 'await', 'start (a.js)', 'app'],
  ['  const feed = lib(options)', 'lib', 'module.exports (a.js)', 'feed'],
  ['  client=lib.createClient()', 'createClient', 'createClient (a.js)', 'client'],
  ['  const client: Client = await  createClient()', 'createClient', 'createClient (a.js)', 'client'],
  ['  const poller  =  new  Poller()', 'Poller', 'new Poller (a.js)', 'poller'],
  ['  log.info(1); cache.put(id)', 'put', 'Cache.put (a.js)', 'cache'],
  ['  const value = await  this.cache.load(id)', 'await', 'Cache.load (a.js)', 'this.cache'],
  ['  const app = start(await other.load())', 'start', 'start (a.js)', 'app'],
  ['  const one = 1; start()', 'start', 'start (a.js)', undefined],
  ['  new lib.Poller()', 'Poller', 'new Poller (a.js)', undefined],
  ['  start()', 'start', 'start (a.js)', undefined],
  ['  new Poller()', 'Poller', 'new Poller (a.js)', undefined],
])('the object of `%s`', (line, at, fn, name) => {
  expect(objectNameIn(line, line.indexOf(at) + 1, fn)).toBe(name)
})

test.each([
  ['  await poller.start()', 'await', 'poller', true],
  ['  poller.start()', 'start', 'poller', true],
  ['  const poller = await create()', 'await', 'poller', false],
])('`%s` calls a method of it', (line, at, object, isIt) => {
  expect(isMethodCall(line, line.indexOf(at) + 1, object)).toBe(isIt)
})

describe('of what is loaded', () => {
  const methodsOf = (name: string | undefined): string[] =>
    name === undefined ? ['configure', 'shutdown'] : name === 'Feed' ? ['on', 'stop', 'destroy'] : []

  test.each([
    ['the surest of a class that was made', 'new Feed (a.js)', false, 'destroy'],
    ['of a class whose method was called', 'Feed.on [as listen] (a.js)', true, 'destroy'],
    ['of a class that is not exported', 'new Other (a.js)', false, undefined],
    ['of a module on which it was called', 'Object.configure (a.js)', true, 'shutdown'],
    ['of a function that was called alone', 'Object.configure (a.js)', false, undefined],
  ])('%s', (_, fn, isCalledOn, method) => {
    expect(loadedEndMethod(fn, isCalledOn, methodsOf)).toBe(method)
  })
})
