import { buildReport } from '../../src/report/build'
import type { Report, RunFacts } from '../../src/report/model/model'
import type { FileCounts } from '../../src/verdict/counts'
import type { LeakSummary } from '../../src/verdict/leak-summary'

const start = Date.UTC(2026, 0, 2, 3, 4, 5)
const rootDir = '/repo'

/** A report as a large monorepo would have it: counts for every file, and a leak in every twentieth. */
export function generatedReport(files: number, shard?: NonNullable<RunFacts['shard']>): Report {
  const names = Array.from({ length: files }, (_, index) => nameOf(index, shard?.index ?? 0))
  const origin = { rootDir, project: undefined }
  return buildReport({
    records: names.map((file, index) => ({
      schema: 1,
      kind: 'file',
      file,
      origin,
      root: '',
      baseline: '.leakguard-baseline.json',
      leaks: index % 20 === 0 ? [leakOf(file, index)] : [],
      counts: countsOf(index),
    })),
    results: names.map((file, index) => ({
      file,
      origin,
      tests: { passed: 5 + (index % 30), failed: index % 20 === 0 ? 1 : 0, skipped: index % 7 === 0 ? 1 : 0 },
      problem: undefined,
    })),
    run: {
      startedAt: new Date(start).toISOString(),
      directory: '',
      jest: '30.5.2',
      node: 'v24.0.0',
      platform: 'linux-x64',
      partial: [],
      notRun: 0,
      ...(shard !== undefined && { shard }),
    },
    tool: { name: 'jest-leakguard', version: '0.1.0' },
    base: rootDir,
    rootDir,
    excerptOf: (_file, line) => ({
      first: line - 1,
      lines: ['start() {', '  this.#timer = setInterval(() => this.poll(), 1000)', '}'],
    }),
  })
}

const areas = ['orders', 'payments', 'inventory', 'shipping', 'accounts', 'search', 'mail', 'audit']

function nameOf(index: number, shard: number): string {
  const area = areas[index % areas.length] ?? ''
  return `packages/${area}/src/module-${Math.floor(index / 40)}/${shard}-${area}-service-${index}.test.ts`
}

function leakOf(file: string, index: number): LeakSummary {
  const area = areas[index % areas.length] ?? ''
  return {
    type: ['timer', 'tcp-server', 'pg-pool', 'file-watcher'][Math.floor(index / 20) % 4] ?? '',
    severity: 'fail',
    count: 1 + (index % 3),
    owner: { kind: 'test', path: [`${area} service`, `keeps what it was given, case ${index}`], file },
    site: { file: `packages/${area}/src/poll.ts`, line: 10 + (index % 50), column: 5 },
    frames: [
      `at Poller.start (packages/${area}/src/poll.ts:${10 + (index % 50)}:5)`,
      `at Object.<anonymous> (${file}:9:7)`,
    ],
    thirdParty: false,
    facts: { call: 'setInterval', delay: 1000 },
    headline: 'this test leaked a timer: it was started here and never cleared',
    help: 'keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
    fingerprint: index.toString(16).padStart(16, '0'),
    accepted: undefined,
    closed: 'cleared',
  }
}

function countsOf(index: number): FileCounts {
  const began = start + index * 350
  const open = 22 + (index % 9)
  const memory = (more: number) => ({
    heapUsed: 60_123_456 + index * 1234 + more,
    external: 2_345_678 + index,
    arrayBuffers: 45_678,
    rss: 180_123_456 + index * 2345 + more,
  })
  const before = {
    handles: { pipe: 3, 'tcp-socket': index % 4 },
    fileDescriptors: { open, limit: 1_048_576 },
    memory: memory(0),
  }
  return {
    worker: '1',
    time: [began, began + 300 + (index % 211)],
    before,
    end: {
      handles: { pipe: 3, 'tcp-socket': (index % 4) + 2, timer: 1 },
      sockets: [{ peer: '127.0.0.1:5432', accepted: false, state: 'open', count: 2 + (index % 3) }],
      pools: [
        {
          type: 'pg-pool',
          server: 'app@127.0.0.1:5432/test',
          max: 10,
          total: 2 + (index % 3),
          idle: 2,
          waiting: 0,
          checkedOut: index % 3,
        },
      ],
      singletons: {},
      fileDescriptors: { open: open + 3, limit: 1_048_576 },
      memory: memory(4_000_000),
    },
    after: { ...before, sockets: [], pools: [], singletons: {}, memory: memory(1_000_000) },
    peakRss: 200_123_456 + index * 2345,
    unexplained: {},
  }
}
