import type { Report } from '../../../../src/report/model/model'
import type { LeakSummary } from '../../../../src/verdict/leak-summary'
import { fileRecord, fileResult, lateRecord, leak, report } from '../../support/records'

const start = Date.UTC(2026, 0, 2, 3, 4, 5)

/** What is counted before, at the end of and after the file at a place of the run. */
export function countsAt(index: number): object {
  const moment = (descriptors: number) => ({
    handles: { 'tcp-socket': descriptors % 5 },
    fileDescriptors: { open: descriptors },
    memory: { heapUsed: 50e6 + index * 1e6, rss: 150e6 },
  })
  return {
    time: [start + index * 100, start + index * 100 + 80],
    before: moment(20),
    end: { ...moment(20 + (index % 7)), pools: [{ type: 'pg-pool', total: index % 3 }] },
    after: moment(20),
  }
}

const ownerIn = (file: string, test: string): LeakSummary['owner'] => ({
  kind: 'test',
  path: ['orders', test],
  file,
})

/** 240 files, 60 causes on two pages, one leak of every status and kind. */
export function largeReport(): Report {
  const names = Array.from(
    { length: 240 },
    (_, index) => `src/area-${index % 6}/file-${String(index).padStart(3, '0')}.test.js`,
  )
  return report({
    records: [
      ...names.map((file, index) =>
        fileRecord(file, index < 60 ? [leakOf(file, index)] : [], { counts: countsAt(index) }),
      ),
      lateRecord(names[61] ?? '', leak({ fingerprint: 'late', owner: ownerIn(names[61] ?? '', 'goes on') })),
    ],
    results: [
      ...names.map((file) => fileResult(file)),
      fileResult('crashed.test.js', {
        problem: 'SyntaxError: no',
        tests: { passed: 0, failed: 0, skipped: 0 },
      }),
    ],
    excerptOf: (_file, line) => ({
      first: line - 1,
      lines: ['function poll() {', '  setInterval(tick, 1000)', '}'],
    }),
  })
}

function leakOf(file: string, index: number): LeakSummary {
  const shared = {
    fingerprint: `fp-${index}`,
    owner: ownerIn(file, `test ${index}`),
    site: { file: 'src/poll.js', line: index + 2, column: 5 },
  }
  if (index === 0)
    return leak({ ...shared, type: 'pg-pool', count: 3, headline: 'this test leaked a PostgreSQL pool' })
  if (index === 1)
    return leak({
      ...shared,
      severity: 'warn',
      thirdParty: true,
      opener: { name: 'ioredis', version: '5.7.0' },
      site: undefined,
    })
  if (index === 2)
    return leak({
      ...shared,
      accepted: { by: 'allowance', reason: 'stops in globalTeardown', where: 'here' },
    })
  if (index === 3) return leak({ ...shared, owner: { kind: 'describe', path: ['orders'], file } })
  return leak(shared)
}
