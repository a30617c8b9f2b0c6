export { withLeakGuard } from './config/with-leak-guard'
export { withLeakDetection } from './environment/mixin'
export type { Attribution, Isolation, LeakGuardOptions, Severity, TraceMode } from './options/options'
