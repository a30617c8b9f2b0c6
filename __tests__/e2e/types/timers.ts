import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const timer = (call: string, detail: string): ExpectedType => ({
  type: 'timer',
  headline: 'a timer: it was started here and never cleared',
  rows: {
    timer: detail,
    help: `keep what \`${call}()\` returns and call \`${call.replace('set', 'clear')}(timer)\` in \`afterEach\``,
    closed: 'cleared',
  },
})

const promiseTimer = (call: string, detail: string): ExpectedType => ({
  ...timer(call, detail),
  rows: {
    timer: detail,
    help: `pass a \`signal\` to \`${call}()\` of timers/promises and abort it in \`afterEach\``,
    closed: 'cleared',
  },
})

/** The default severity of their type is `off`, that of the strict preset `warn`. */
export const unreferenced: TypeCase = {
  name: "unref'd",
  leaks: `
      setTimeout(() => {}, 60_000).unref() // timer
      AbortSignal.timeout(60_000) // signal`,
  clean: {
    'the time-out of a signal that a package makes': `
      require('limited')(60_000)`,
    'promise without reference': `
      void promises.setTimeout(60_000, undefined, { ref: false })`,
  },
  expected: [],
}

const immediates = (help: string): ExpectedType => ({
  type: 'immediate-loop',
  headline: 'a loop of immediates: it was scheduled here and never stopped',
  rows: { loop: 'setImmediate schedules itself again, turn after turn', help, closed: 'cleared' },
})

const cases: readonly TypeCase[] = [
  {
    name: 'no delay, again and again',
    leaks: `
      const again = () => setTimeout(again, 0) // opened
      again()`,
    clean: {
      'once, left to fire': `
        setTimeout(() => {}, 0)
        setTimeout(() => setTimeout(() => {}))`,
    },
    expected: timer('setTimeout', 'setTimeout, due after 1 ms'),
  },
  {
    name: 'setTimeout',
    leaks: `
      setTimeout(() => {}, 60_000) // opened`,
    clean: {
      cleared: `
        clearTimeout(setTimeout(() => {}, 60_000))`,
      fired: `
        await new Promise((done) => setTimeout(done, 1))`,
      closed: `
        setTimeout(() => {}, 60_000).close()`,
      'cleared by its number': `
        clearTimeout(+setTimeout(() => {}, 60_000))`,
    },
    expected: timer('setTimeout', 'setTimeout, due after 60000 ms'),
  },
  {
    name: 'setInterval',
    leaks: `
      setInterval(() => {}, 1000) // opened`,
    clean: {
      cleared: `
        clearInterval(setInterval(() => {}, 1000))`,
      'cleared by itself': `
        await new Promise((done) => {
          const timer = setInterval(() => done(clearInterval(timer)), 1)
        })`,
    },
    expected: timer('setInterval', 'setInterval, every 1000 ms'),
  },
  {
    name: 'node:timers',
    leaks: `
      require('node:timers').setTimeout(() => {}, 60_000) // opened`,
    clean: {
      cleared: `
        const timers = require('node:timers')
        timers.clearTimeout(timers.setTimeout(() => {}, 60_000))`,
    },
    expected: timer('setTimeout', 'setTimeout, due after 60000 ms'),
  },
  {
    name: 'timers/promises setTimeout',
    leaks: `
      void promises.setTimeout(60_000) // opened`,
    clean: {
      awaited: `
        await promises.setTimeout(1)`,
      aborted: `
        const controller = new AbortController()
        const waiting = promises.setTimeout(60_000, undefined, { signal: controller.signal })
        controller.abort()
        await waiting.catch(() => {})`,
    },
    expected: promiseTimer('setTimeout', 'setTimeout, due after 60000 ms'),
  },
  {
    name: 'timers/promises scheduler',
    leaks: `
      void promises.scheduler.wait(60_000) // opened`,
    clean: {
      awaited: `
        await promises.scheduler.wait(1)
        await promises.scheduler.yield()`,
    },
    expected: {
      ...promiseTimer('setTimeout', 'setTimeout, due after 60000 ms'),
    },
  },
  {
    name: 'the longest time-out',
    leaks: `
      setTimeout(() => {}, 2 ** 31 - 1) // opened`,
    clean: {
      'too long, so that it is due at once': `
        jest.spyOn(process, 'emitWarning').mockImplementation(() => {})
        await new Promise((done) => setTimeout(done, 2 ** 31))
        jest.restoreAllMocks()`,
    },
    expected: timer('setTimeout', 'setTimeout, due after 2147483647 ms'),
  },
  {
    name: 'timers/promises setInterval',
    leaks: `
      await promises.setInterval(5).next() // opened`,
    clean: {
      'left by break': `
        for await (const _ of promises.setInterval(1)) break`,
    },
    expected: promiseTimer('setInterval', 'setInterval, every 5 ms'),
  },
  {
    name: 'promisified setTimeout',
    leaks: `
      void promisify(setTimeout)(60_000) // opened`,
    clean: {
      awaited: `
        await promisify(setTimeout)(1)`,
    },
    expected: promiseTimer('setTimeout', 'setTimeout, due after 60000 ms'),
  },
  {
    name: 'recursive setTimeout',
    leaks: `
      const poll = () => setTimeout(poll, 2) // opened
      poll()
      await promises.setTimeout(20)`,
    clean: {
      stopped: `
        let timer
        const poll = () => (timer = setTimeout(poll, 2))
        poll()
        await promises.setTimeout(20)
        clearTimeout(timer)`,
    },
    expected: timer('setTimeout', 'setTimeout, due after 2 ms'),
  },
  {
    name: 'several timers of one line',
    leaks: `
      for (let i = 0; i < 3; i++) setTimeout(() => {}, 60_000) // opened`,
    clean: {
      cleared: `
        for (let i = 0; i < 100; i++) clearTimeout(setTimeout(() => {}, 60_000))`,
    },
    expected: {
      ...timer('setTimeout', 'setTimeout, due after 60000 ms'),
      headline: '3 timers: they were started here and never cleared',
      count: 3,
    },
  },
  {
    name: 'loop of immediates',
    leaks: `
      const turn = () => setImmediate(turn) // opened
      turn()`,
    clean: {
      'a single one': `
        setImmediate(() => {})`,
      'a loop that ends': `
        let turns = 3
        await new Promise((done) => {
          const turn = () => (turns-- > 0 ? setImmediate(turn) : done())
          turn()
        })`,
      cleared: `
        let immediate
        const turn = () => (immediate = setImmediate(turn))
        turn()
        await promises.setTimeout(5)
        clearImmediate(immediate)`,
    },
    expected: immediates('`clearImmediate(immediate)` in `afterEach`'),
  },
  {
    name: 'loop of immediates through ticks',
    leaks: `
      const turn = () => process.nextTick(() => setImmediate(turn)) // opened
      turn()`,
    clean: {
      'one that ends': `
        let turns = 100
        const turn = () => process.nextTick(() => turns-- > 0 && setImmediate(turn))
        turn()`,
    },
    expected: immediates('`clearImmediate(immediate)` in `afterEach`'),
  },
  {
    name: 'loop of immediates through promises',
    leaks: `
      void (async () => { for (;;) await promises.setImmediate() })() // opened`,
    clean: {
      'one that ends': `
        void (async () => { for (let turns = 0; turns < 100; turns++) await promises.setImmediate() })()`,
    },
    expected: immediates(
      'pass a `signal` to `setImmediate()` of timers/promises and abort it in `afterEach`',
    ),
  },
  unreferenced,
  {
    name: 'referenced again',
    leaks: `
      setTimeout(() => {}, 60_000).unref().ref() // opened`,
    clean: {},
    expected: timer('setTimeout', 'setTimeout, due after 60000 ms'),
  },
]

export const timersFamily: TypeFamily = {
  name: 'timers',
  prelude: `
    const promises = require('node:timers/promises')
    const { promisify } = require('node:util')`,
  cases,
  files: {
    'node_modules/limited/package.json': '{ "name": "limited", "version": "1.0.0" }',
    'node_modules/limited/index.js': 'module.exports = (limit) => AbortSignal.timeout(limit)',
  },
}
