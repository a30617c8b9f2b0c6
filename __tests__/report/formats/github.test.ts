import { annotationsPerLevel, github } from '../../../src/report/formats/github'
import { controls, hostileReport } from '../support/hostile'
import { everything, fileRecord, leak, report } from '../support/records'

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

test('annotates what fails and what is warned of, at the line that opened it', () => {
  expect(linesOf(github(everything()))).toEqual([
    '::error file=app/src/poll.js,line=3,col=5,title=Leak%3A timer::app/a.test.js › orders › ships%0A' +
      'this test leaked a timer: it was started here and never cleared%0A' +
      'help: keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
    expect.stringMatching(/^::error file=app\/a\.test\.js,line=1,col=1,title=Leak%3A tcp-server::/),
    expect.stringMatching(/^::error .*app\/b\.test\.js › shop/),
    expect.stringMatching(/^::warning file=app\/a\.test\.js,line=1,col=1,title=Leak%3A timer::/),
  ])
})

test('leaves failed tests to the reporter of Jest that has annotated them', () => {
  const lines = linesOf(github(everything(), { testsAnnotated: true }))
  expect(lines).toHaveLength(3)
  expect(lines[0]).toContain('the file itself')
})

test('says how many there are beyond what GitHub shows', () => {
  const lines = linesOf(
    github(
      report({
        records: [
          fileRecord(
            'a.test.js',
            Array.from({ length: 14 }, () => leak()),
          ),
        ],
      }),
    ),
  )
  expect(lines).toHaveLength(annotationsPerLevel + 1)
  expect(lines.at(-1)).toBe("::notice title=Leaks::4 more leaks are in the job's summary")
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
