import { markdown } from '../../../src/report/formats/markdown'
import { controls, hostileReport } from '../support/hostile'
import { everything, fileRecord, leak, report } from '../support/records'

test('a summary with totals and one fold per cause', () => {
  expect(markdown(everything())).toMatchInlineSnapshot(`
    "## Leaks: 4 new, 1 after the end of their file, 1 warned, 1 known, 1 allowed, 1 closed late

    | | leaks | what | opened at | owner |
    | --- | ---: | --- | --- | --- |
    | new | 3 | timer | app/src/poll.js:3 | app/a.test.js › orders › ships |
    | new | 1 | TCP server &#40;tcp-server&#41; | app/a.test.js | app/a.test.js › the file itself |
    | after the end of their file | 1 | timer | app/src/poll.js:3 | app/b.test.js › shop |
    | warned | 1 | timer | ioredis 5.7.0 | app/a.test.js › orders › ships |
    | known | 1 | PostgreSQL pool &#40;pg-pool&#41; | app/src/poll.js:3 | app/a.test.js › orders › ships |
    | allowed | 1 | timer | app/src/poll.js:3 | app/a.test.js › orders › ships |
    | closed late | 1 | timer | app/src/poll.js:3 | app/a.test.js › orders › ships |

    4 test files, 9 tests, 1 crashed

    - app/crashed.test.js crashed: SyntaxError: no
    <details><summary>
    new: 3 × timer at app/src/poll.js:3
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared
    at poll (app/src/poll.js:3:5)
    at Object.&lt;anonymous&gt; (app/a.test.js:9:7)

    app/a.test.js › orders › ships</pre>

    </details>

    <details><summary>
    new: 1 × tcp-server at app/a.test.js
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared

    app/a.test.js › the file itself</pre>

    </details>

    <details><summary>
    after the end of their file: 1 × timer at app/src/poll.js:3
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared
    at poll (app/src/poll.js:3:5)
    at Object.&lt;anonymous&gt; (app/a.test.js:9:7)

    app/b.test.js › shop</pre>

    </details>

    <details><summary>
    warned: 1 × timer at ioredis 5.7.0
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    opened by: ioredis 5.7.0
    at connect (app/node_modules/ioredis/index.js:1:1)

    app/a.test.js › orders › ships</pre>

    </details>

    <details><summary>
    known: 1 × pg-pool at app/src/poll.js:3
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared
    at poll (app/src/poll.js:3:5)
    at Object.&lt;anonymous&gt; (app/a.test.js:9:7)

    app/a.test.js › orders › ships</pre>

    </details>

    <details><summary>
    allowed: 1 × timer at app/src/poll.js:3
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared
    allowed: stops in globalTeardown
    at poll (app/src/poll.js:3:5)
    at Object.&lt;anonymous&gt; (app/a.test.js:9:7)

    app/a.test.js › orders › ships</pre>

    </details>

    <details><summary>
    closed late: 1 × timer at app/src/poll.js:3
    </summary>

    <pre>this test leaked a timer: it was started here and never cleared
    help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
    closed: cleared
    at poll (app/src/poll.js:3:5)
    at Object.&lt;anonymous&gt; (app/a.test.js:9:7)

    app/a.test.js › orders › ships</pre>

    </details>
    "
  `)
})

test('a clean run', () => {
  expect(markdown(report({ records: [fileRecord('a.test.js')] }))).toBe(
    '## No leaks\n\n1 test file, 0 tests\n',
  )
})

test('hostile names open no tag but ours, and control nothing', () => {
  const text = markdown(hostileReport())
  const tags = new Set(Array.from(text.matchAll(/<[^>]*>/g), ([tag]) => tag))
  expect([...tags].sort()).toEqual(['</details>', '</pre>', '</summary>', '<details>', '<pre>', '<summary>'])
  expect(text).not.toMatch(controls)
  // Outside of <pre>, where Markdown is read, a name is on one line and has no marks.
  const outside = text.replaceAll(/<pre>[^]*?<\/pre>/g, '')
  expect(outside).not.toMatch(/\]\(|^#[^#]|```|\*\*bold/m)
})

test('stays below what GitHub takes', () => {
  const many = Array.from({ length: 4000 }, (_, index) =>
    leak({ site: { file: 'a.js', line: index + 1, column: 1 }, headline: 'x'.repeat(1000) }),
  )
  const text = markdown(report({ records: [fileRecord('a.test.js', many)] }))
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
  expect(text).toMatch(/and \d+ more causes: see the full report/)
})

test('differences that no leak explains, exceeded limits and the run as a whole', () => {
  const memory = { heapUsed: 1024 ** 2, external: 0, arrayBuffers: 0, rss: 2 * 1024 ** 2 }
  const before = { handles: {}, fileDescriptors: { open: 20, limit: 1024 }, memory }
  const after = { ...before, handles: { 'tcp-server': 1 }, sockets: [], pools: [], singletons: {} }
  const limits = [{ name: 'connections', severity: 'fail', value: 12, limit: 10 }] as const
  const counts = { time: [1, 2], worker: '1', before, end: after, after, peakRss: 3 * 1024 ** 2 } as const
  const records = [
    fileRecord('a.test.js', [], { counts: { ...counts, unexplained: { 'tcp-server': 1 }, limits } }),
  ]
  expect(markdown(report({ records }))).toMatchInlineSnapshot(`
    "## No leaks

    1 test file, 0 tests

    - app/a.test.js ended with 1 tcp-server more than it began with, which no leak explains
    - app/a.test.js: this file had 12 connections open at once, and its limit is 10
    - handles 0 → 1, descriptors 20 → 20 &#40;ulimit -n 1024&#41;, heap 1.0 → 1.0 MB, external 0.0 → 0.0 MB, rss 2.0 → 2.0 MB, 3.0 MB at most
    "
  `)
})
