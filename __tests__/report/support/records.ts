import type { LeakSummary } from '../../../src/verdict/leak-summary'
import type { FileRecord, LateRecord } from '../../../src/verdict/record'
import { buildReport, type FileResult, type Findings } from '../../../src/report/build'
import type { Report, RunFacts } from '../../../src/report/model/model'

export const origin = { rootDir: '/repo/app', project: undefined }

export const run: RunFacts = {
  startedAt: '2026-01-02T03:04:05.678Z',
  directory: 'app',
  jest: '30.5.2',
  node: 'v24.0.0',
  platform: 'linux-x64',
  seed: 7,
  partial: [],
  notRun: 0,
}

export function leak(changes: Partial<LeakSummary> & Readonly<Record<string, unknown>> = {}): LeakSummary {
  return {
    type: 'timer',
    severity: 'fail',
    count: 1,
    owner: { kind: 'test', path: ['orders', 'ships'], file: 'a.test.js' },
    site: { file: 'src/poll.js', line: 3, column: 5 },
    frames: ['at poll (src/poll.js:3:5)', 'at Object.<anonymous> (a.test.js:9:7)'],
    thirdParty: false,
    facts: { call: 'setInterval', delay: 1000 },
    headline: 'this test leaked a timer: it was started here and never cleared',
    help: 'keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
    fingerprint: 'f1',
    accepted: undefined,
    closed: 'cleared',
    ...changes,
  }
}

export function fileRecord(
  file: string,
  leaks: readonly LeakSummary[] = [],
  extras: object = {},
): FileRecord {
  return { schema: 1, kind: 'file', file, origin, leaks, ...extras }
}

export function lateRecord(file: string, late: LeakSummary): LateRecord {
  return { schema: 1, kind: 'late', file, origin, leak: late }
}

export function fileResult(file: string, changes: Partial<FileResult> = {}): FileResult {
  return { file, origin, tests: { passed: 2, failed: 1, skipped: 0 }, problem: undefined, ...changes }
}

export function report(changes: Partial<Findings> = {}): Report {
  return buildReport({
    records: [],
    results: [],
    run,
    tool: { name: 'jest-leakguard', version: '1.2.3' },
    base: '/repo',
    rootDir: '/repo/app',
    excerptOf: () => undefined,
    ...changes,
  })
}

/** One leak of each status, a file of each state. */
export function everything(): Report {
  return report({
    records: [
      fileRecord('a.test.js', [
        leak({ count: 3 }),
        leak({
          type: 'tcp-server',
          owner: { kind: 'file', path: [], file: 'a.test.js' },
          site: undefined,
          frames: [],
        }),
        leak({
          severity: 'warn',
          thirdParty: true,
          opener: { name: 'ioredis', version: '5.7.0' },
          site: undefined,
          frames: ['at connect (node_modules/ioredis/index.js:1:1)'],
          help: undefined,
          closed: undefined,
        }),
        leak({
          accepted: { by: 'allowance', reason: 'stops in globalTeardown', where: 'the configuration' },
        }),
        leak({ status: 'known', type: 'pg-pool' }),
        leak({ status: 'closed-late' }),
      ]),
      lateRecord('b.test.js', leak({ owner: { kind: 'describe', path: ['shop'], file: 'b.test.js' } })),
      fileRecord('b.test.js'),
    ],
    results: [
      fileResult('a.test.js'),
      fileResult('b.test.js'),
      fileResult('crashed.test.js', {
        tests: { passed: 0, failed: 0, skipped: 0 },
        problem: 'SyntaxError: no',
      }),
      fileResult('dom.test.js'),
    ],
    excerptOf: (_file, line) => ({
      first: line - 1,
      lines: ['function poll() {', '  setInterval(tick, 1000)', '}'],
    }),
  })
}
