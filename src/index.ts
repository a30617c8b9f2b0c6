export { allowLeaks } from './api/allow-leaks'
export { registerSingleton } from './api/register-singleton'
export { withLeakGuard } from './config/with-leak-guard'
export { withLeakDetection } from './environment/mixin'
export type { Allowance } from './options/allowance'
export type {
  Attribution,
  Isolation,
  LeakGuardOptions,
  Severity,
  SingletonOptions,
  TraceMode,
} from './options/options'
export type { RegisterOptions, SingletonScope, SingletonTarget } from './singletons/registration'
