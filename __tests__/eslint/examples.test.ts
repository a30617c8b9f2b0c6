import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'

import plugin from '../../src/eslint'

const root = path.resolve(__dirname, '../..')
const examples = path.join(root, 'examples')

/** What the examples' own classes and factories open, as their configuration would tell. */
const resources = [
  { name: 'OrderStore', close: 'close' },
  { name: 'CarrierClient', close: 'close' },
  { name: 'ReportRunner', close: 'stop' },
  { name: 'ReservationSweeper', close: 'stop', opens: 'start' },
  { name: 'Metrics', close: 'close' },
  { name: 'listen', close: 'close' },
  { name: 'startService', close: 'stop' },
  { name: 'startApp', close: 'stop' },
  { name: 'openDatabase', close: 'close' },
  { name: 'DatabaseService.getInstance', close: 'DatabaseService.resetInstance' },
  { name: 'database.begin', close: ['commit', 'rollback'] },
  { name: 'backend.begin', close: ['commit', 'rollback'] },
  { name: 'openBackend', close: 'close' },
  { name: 'SqliteBackend.open', close: 'close' },
  { name: 'backend.list', close: 'return' },
  { name: 'SyncClient', close: 'close' },
  { name: 'SyncEngine.open', close: 'close' },
  { name: 'Daemon.start', close: 'stop' },
  { name: 'startWorker', close: 'kill' },
]

function problems(file: string, known: readonly object[] = []): string[] {
  const config: Linter.Config = {
    ...plugin.configs.recommended,
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    settings: { leakguard: { resources: known } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  }
  return new Linter({ cwd: root })
    .verify(readFileSync(file, 'utf8'), [config], file)
    .filter(({ ruleId }) => ruleId?.startsWith('leakguard/'))
    .map(({ line, ruleId }) => `${path.relative(examples, file)}:${line} ${ruleId?.slice(10) ?? ''}`)
}

function linted(folder: 'leaking' | 'clean'): string[] {
  return readdirSync(examples).flatMap((example) => {
    const directory = path.join(examples, example, folder)
    return example === 'support'
      ? []
      : readdirSync(directory).flatMap((file) => problems(path.join(directory, file), resources))
  })
}

test('what a linter can see of the leaking tests', () => {
  expect(linted('leaking')).toEqual([
    'database-service/leaking/app.test.ts:9 require-cleanup',
    'database-service/leaking/mixed-settings.test.ts:32 hook-scope-match',
    'database-service/leaking/no-reset.test.ts:13 require-cleanup',
    'database-service/leaking/transaction.test.ts:5 no-unawaited-close',
    'database-service/leaking/transaction.test.ts:12 require-cleanup',
    'quick-start/leaking/carrier-client.test.ts:7 require-cleanup',
    'quick-start/leaking/metrics.test.ts:4 no-top-level-resource',
    'quick-start/leaking/order-validation.test.ts:12 require-cleanup',
    'quick-start/leaking/orders-api.test.ts:12 require-cleanup',
    'quick-start/leaking/report-runner.test.ts:27 require-cleanup',
    'quick-start/leaking/reservation-sweeper.test.ts:32 require-cleanup',
    'quick-start/leaking/service.test.ts:12 hook-scope-match',
    'sync-daemon/leaking/fixture.test.ts:11 require-cleanup',
    'sync-daemon/leaking/fixture.test.ts:16 no-unawaited-close',
    'sync-daemon/leaking/many-calls.test.ts:23 no-resource-in-loop',
    'sync-daemon/leaking/many-calls.test.ts:29 no-resource-in-loop',
    'sync-daemon/leaking/polling.test.ts:19 no-unawaited-task',
    'workflow-store/leaking/backend-per-call.test.ts:12 no-resource-in-loop',
    'workflow-store/leaking/crashed-child.test.ts:20 require-cleanup',
    'workflow-store/leaking/happy-path.test.ts:14 require-cleanup',
    'workflow-store/leaking/left-open.test.ts:14 require-cleanup',
    'workflow-store/leaking/left-open.test.ts:18 require-cleanup',
    'workflow-store/leaking/left-open.test.ts:25 require-cleanup',
    'workflow-store/leaking/left-open.test.ts:27 require-cleanup',
    'workflow-store/leaking/never-closed.test.ts:11 require-cleanup',
  ])
})

test('nothing in the clean ones', () => {
  expect(linted('clean')).toEqual([])
})

test('nothing in the tests of this package', () => {
  const tests = readdirSync(path.join(root, '__tests__'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(root, '__tests__', file))

  expect(tests.flatMap((test) => problems(test))).toEqual([])
}, 120_000)
