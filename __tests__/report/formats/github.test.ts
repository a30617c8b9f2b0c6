import { annotationsPerLevel, github } from '../../../src/report/formats/github'
import { controls, hostileReport } from '../support/hostile'
import { everything, fileRecord, fileResult, leak, report } from '../support/records'

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

test('annotates what fails and what is warned of, at the line that opened it', () => {
  expect(linesOf(github(everything()))).toEqual([
    '::error file=app/src/poll.js,line=3,col=5,title=Leak%3A timer::app/a.test.js › orders › ships%0A' +
      'this test leaked a timer: it was started here and never cleared%0A' +
      'help: keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`%0A' +
      // One line of source, one annotation: for the late one too.
      'app/b.test.js › shop%0A' +
      'this test leaked a timer: it was started here and never cleared%0A' +
      'help: keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
    expect.stringMatching(/^::error file=app\/a\.test\.js,line=1,col=1,title=Leak%3A tcp-server::/),
    expect.stringMatching(/^::warning file=app\/a\.test\.js,line=1,col=1,title=Leak%3A timer::/),
  ])
})

test('leaves failed tests to the reporter of Jest that has annotated them', () => {
  const lines = linesOf(github(everything(), { testsAnnotated: true }))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('app/b.test.js › shop')
})

test('what belongs to no test is told, where no test ran that could have failed for it', () => {
  const own = leak({ owner: { kind: 'file', path: [], file: 'a.test.js' } })
  const run = (passed: number) =>
    report({
      records: [fileRecord('a.test.js', [own])],
      results: [fileResult('a.test.js', { tests: { passed, failed: 0, skipped: 1 } })],
    })
  expect(linesOf(github(run(0), { testsAnnotated: true }))).toHaveLength(1)
  expect(linesOf(github(run(1), { testsAnnotated: true }))).toEqual([])
})

test('one line of source in many tests and files is one annotation', () => {
  const records = Array.from({ length: 60 }, (_, index) => {
    const file = `${String(index + 10)}.test.js`
    const other = leak({ site: { file: 'src/db.js', line: 9, column: 1 }, type: 'pg-pool' })
    return fileRecord(file, [leak(), leak({ type: 'tcp-server' }), other])
  })
  const lines = linesOf(github(report({ records })))
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(
    'title=Leaks%3A timer%2C tcp-server::app/10.test.js › orders › ships and 59 more%0A',
  )
  expect(lines[0]).toContain('file=app/src/db.js,line=9,col=1,title=Leak%3A pg-pool::')
})

test('says how many there are beyond what GitHub shows', () => {
  const lines = linesOf(
    github(
      report({
        records: [
          fileRecord(
            'a.test.js',
            Array.from({ length: 14 }, (_, line) => leak({ site: { file: 'a.js', line, column: 1 } })),
          ),
        ],
      }),
    ),
  )
  expect(lines).toHaveLength(annotationsPerLevel + 1)
  expect(lines.at(-1)).toBe("::notice title=Leaks::4 more lines that leak are in the job's summary")
})

test('nothing is nothing', () => {
  expect(github(report())).toBe('')
})

test('names give no commands, no properties and no lines', () => {
  for (const line of linesOf(github(hostileReport()))) {
    expect(line).toMatch(
      /^::((error|warning) file=[^:,]+,line=3,col=5,title=Leak%3A timer|notice title=Leaks)::/,
    )
    expect(line).not.toMatch(controls)
  }
})
