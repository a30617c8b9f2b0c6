import type { LeakGuardOptions } from './options/options'

const isolation = 'test'
const types = Object.freeze({
  'unref-timer': 'warn',
  'connection-churn': 'fail',
  env: 'fail',
  cwd: 'fail',
  'core-module': 'fail',
  global: 'fail',
  prototype: 'fail',
  'process-listener': 'fail',
  'emitter-listener': 'fail',
  'fake-timers': 'fail',
  spy: 'fail',
  'module-mock': 'fail',
  umask: 'fail',
  'process-title': 'fail',
  'exit-code': 'fail',
  'max-listeners': 'fail',
  'stack-trace': 'fail',
} as const)
const staleAllowances = 'fail'
const singletons = Object.freeze({ registered: 'fail', discovered: 'fail' } as const)

/** The options of the preset `jest-leakguard/strict`, to be used or spread where a preset does not fit. */
// Node finds the names that an ES module may import only where a literal is assigned to `module.exports`.
const strict = Object.freeze(
  (module.exports = { isolation, types, staleAllowances, singletons } as const satisfies LeakGuardOptions),
)
export = strict
