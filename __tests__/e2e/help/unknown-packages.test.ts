import { describePatterns, type Pattern } from '../support/cases/patterns'

/** A package that is in nobody's knowledge base. */
const packageOf = (name: string, source: string, more: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      'package.json': JSON.stringify({ name, version: '1.4.0' }),
      'index.js': source,
      ...more,
    }).map(([file, text]) => [`node_modules/${name}/${file}`, text]),
  )

const files = {
  ...packageOf(
    'inherited',
    `
    const { Base } = require('./base.js')
    exports.Beacon = class Beacon extends Base {}`,
    {
      'base.js': `
    exports.Base = class Base {
      constructor() {
        this.timer = setInterval(() => {}, 1000)
      }
      teardown() {
        clearInterval(this.timer)
      }
    }`,
    },
  ),
  ...packageOf(
    'made-by-module',
    `
    const { EventEmitter } = require('node:events')
    module.exports = function () {
      const that = new EventEmitter()
      const timer = setInterval(() => that.emit('beat'), 1000)
      that.destroy = function () {
        clearInterval(timer)
      }
      return that
    }`,
  ),
  ...packageOf(
    'started-later',
    `
    const start = () => ({ run() {} })
    class Scheduler {
      jobs = [setTimeout]
      async start(name) {
        if (name !== undefined) {
          this.timer = setInterval(() => {}, 1000)
          return
        }
        await Promise.resolve(start())
        await Promise.all(this.jobs.map(() => this.start('job')))
      }
      async stop() {
        clearInterval(this.timer)
      }
    }
    module.exports = Scheduler`,
  ),
  ...packageOf(
    'of-a-module',
    `
    let watcher
    function configure(directory) {
      watcher = require('node:fs').watch(directory, () => {})
    }
    function shutdown() {
      watcher.close()
    }
    module.exports = { configure, shutdown }`,
  ),
  ...packageOf(
    'keeps-to-itself',
    `
    const fs = require('node:fs')
    exports.follow = (directory) => {
      const watcher = fs.watch(directory, () => {})
      return () => watcher.close()
    }
    exports.watch = (directory) => fs.watch(directory, () => {})`,
  ),
}

const timer = (test: string, help: string): Pattern['leaks'][number] => ({
  owner: { test },
  headline: 'this test leaked a timer: it was started here and never cleared',
  help: `in \`afterEach\`: \`${help}\``,
})

const watcher = (test: string, help: string, mark?: string): Pattern['leaks'][number] => ({
  owner: { test },
  headline: 'this test leaked a file watcher: it was started here and never closed',
  help,
  ...(mark === undefined ? {} : { mark }),
})

/** Each with a test that does what the help of the other says. */
const patterns: readonly Pattern[] = [
  {
    name: 'a method that the class inherits',
    source: `
      const { Beacon } = require('inherited')
      test('keeps it', () => {
        const beacon = new Beacon() // opened
        expect(beacon).toBeDefined()
      })
      test('ends it', async () => {
        const beacon = new Beacon()
        await beacon.teardown()
      })`,
    leaks: [timer('keeps it', 'await beacon.teardown()')],
  },
  {
    name: 'a method of what a module that is a function returns',
    source: `
      const makeBeacon = require('made-by-module')
      test('keeps it', () => {
        const beacon = makeBeacon() // opened
        expect(beacon).toBeDefined()
      })
      test('ends it', async () => {
        const beacon = makeBeacon()
        await beacon.destroy()
      })`,
    leaks: [timer('keeps it', 'await beacon.destroy()')],
  },
  {
    name: 'the line that waits for the call',
    source: `
      const Scheduler = require('started-later')
      test('keeps it', async () => {
        const scheduler = new Scheduler()
        await scheduler.start() // opened
      })
      test('ends it', async () => {
        const scheduler = new Scheduler()
        await scheduler.start()
        await scheduler.stop()
      })`,
    leaks: [timer('keeps it', 'await scheduler.stop()')],
  },
  {
    name: 'a function of the module',
    source: `
      const watching = require('of-a-module')
      test('keeps it', () => {
        watching.configure(__dirname) // opened
      })
      test('ends it', async () => {
        watching.configure(__dirname)
        await watching.shutdown()
      })`,
    leaks: [watcher('keeps it', 'in `afterEach`: `await watching.shutdown()`')],
  },
  {
    name: 'handed out or kept, nobody knows',
    source: `
      const { follow, watch } = require('keeps-to-itself')
      test('keeps both', () => {
        follow(__dirname) // followed
        watch(__dirname) // watched
      })
      test('ends both', () => {
        follow(__dirname)()
        watch(__dirname).close()
      })`,
    leaks: ['followed', 'watched'].map((mark) =>
      watcher(
        'keeps both',
        '`watcher.close()` in `afterEach`, or the call that shuts down the object of keeps-to-itself that opened it',
        mark,
      ),
    ),
  },
]

describePatterns(patterns, { files })
