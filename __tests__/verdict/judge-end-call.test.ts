import { judge, type Rules } from '../../src/verdict/judge'
import type { Frame } from '../../src/verdict/leak'
import { dependencyFrame, observation, projectFrame } from './support/leaks'
import { rules } from './support/rules'

const file = '/app/node_modules/pollster/index.js'
const source =
  'class Poller { start() { this.timer = setInterval(() => {}, 1) } stop() { clearInterval(this.timer) } }'

/** The call that ends what `fn` of a package has opened, called in the middle of `line`, where `^` is. */
function endCallOf(line: string, fn: string, changes: Partial<Rules> & { frames?: readonly Frame[] } = {}) {
  const { frames, ...more } = changes
  const site: Frame = { ...projectFrame('start'), column: line.indexOf('^') + 1 }
  const traces = [frames ?? [{ ...dependencyFrame('pollster'), text: `at ${fn} (${file}:1:1)` }, site]]
  const known = rules({
    relativePath: (path) => path,
    sourceText: (path) => (path === file ? source : undefined),
    sourceLine: (path, number) =>
      path === site.file && number === site.line ? line.replace('^', '') : undefined,
    ...more,
  })
  return judge([observation({ traces })], known)[0]?.endCall
}

test.each<[name: string, line: string, fn: string, endCall: string | undefined]>([
  ['an object that was made', 'const poller = ^new Poller()', 'new Poller', 'await poller.stop()'],
  ['one whose method was called', 'this.poller.^start()', 'Poller.start', 'await this.poller.stop()'],
  ['one that is awaited', 'const poller = ^await open()', 'async open', 'await poller.stop()'],
  ['one that nobody holds', '^new Poller()', 'new Poller', undefined],
])('%s', (_, line, fn, endCall) => {
  expect(endCallOf(line, fn)).toBe(endCall)
})

test('what is loaded knows better than its source', () => {
  const loadedMethods = (path: string, name: string | undefined): string[] =>
    path === file && name === 'Poller' ? ['stop', 'dispose'] : []
  expect(endCallOf('const poller = ^new Poller()', 'new Poller', { loadedMethods })).toBe(
    'await poller.dispose()',
  )
})

test('a method that has a symbol for its name', () => {
  const sourceText = (): string => 'exports.open = () => ({ async [Symbol.asyncDispose]() {} })'
  expect(endCallOf('const feed = ^open()', 'open', { sourceText })).toBe('await feed[Symbol.asyncDispose]()')
})

test('what the called method returns ends nothing else', () => {
  const sourceText = (): string => 'exports.watch = function watch() { return { stop() {} } }'
  expect(endCallOf('const watcher = ^watch()', 'watch', { sourceText })).toBe('await watcher.stop()')
  expect(endCallOf('lib.^watch()', 'Lib.watch', { sourceText })).toBeUndefined()
})

test('a function that a package has made, and that says how it is cancelled', () => {
  const sourceText = (): string =>
    'const make = () => { function wrapper() {}; wrapper.cancel = stop; return wrapper }'
  expect(endCallOf('save.^draft()', 'Object.wrapper [as draft]', { sourceText })).toBe('save.draft.cancel()')
  expect(endCallOf('^save(draft)', 'wrapper', { sourceText })).toBe('save.cancel()')
  expect(endCallOf('^save(draft)', 'other', { sourceText })).toBeUndefined()
  expect(endCallOf('^debounce(write, 10)()', 'wrapper', { sourceText })).toBeUndefined()
})

test.each([
  ['baseDelay', 'clearTimeout(timer)'],
  ['Function.l [as delay]', 'clearTimeout(timer)'],
  ['leadingEdge', undefined],
])('what a known package hands back goes by its function: %s', (fn, endCall) => {
  const frames = [dependencyFrame('lodash', fn), dependencyFrame('lodash', 'apply'), projectFrame('later')]
  expect(endCallOf('const timer = ^later()', '', { frames })).toBe(endCall)
})

test.each<[name: string, changes: Parameters<typeof endCallOf>[2]]>([
  ['the source can be read nowhere', { sourceText: () => undefined }],
  ['the line cannot be read', { sourceLine: () => undefined }],
  ['no such method is there', { sourceText: () => 'class Poller {}' }],
  [
    'the package is known, and so is what ends its objects',
    {
      frames: [
        { ...dependencyFrame('ioredis'), text: `at new Poller (${file}:1:1)`, file },
        projectFrame('start'),
      ],
    },
  ],
  ['the project has done it alone', { frames: [projectFrame('start')] }],
  ['no line of the project leads to it', { frames: [dependencyFrame('pollster', 'new Poller')] }],
])('nothing is said where %s', (_, changes) => {
  expect(endCallOf('const poller = ^new Poller()', 'new Poller', changes)).toBeUndefined()
})

test('the package that the project has called is the outermost', () => {
  const outer = { ...dependencyFrame('pollster'), text: `at new Poller (${file}:1:1)` }
  const frames = [dependencyFrame('inner', 'new Timer'), outer, { ...projectFrame('start'), column: 16 }]
  expect(endCallOf('const poller = ^new Poller()', '', { frames })).toBe('await poller.stop()')
})
