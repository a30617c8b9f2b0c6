export { allowLeaks } from './api/allow-leaks'
export { findLeaks } from './api/find-leaks'
export { registerSingleton } from './api/register-singleton'
export { trackResource } from './api/track-resource'
export { resourceCounts } from './api/resource-counts'
export { withLeakGuard } from './config/with-leak-guard'
export { withLeakDetection } from './api/with-leak-detection'
export type { Allowance } from './options/allowance'
export type {
  Attribution,
  Isolation,
  LeakGuardOptions,
  Severity,
  SingletonOptions,
  TraceMode,
} from './options/options'
export type { ResourceAdapter, ResourceDefinition } from './resources/custom/definition'
export type { RegisterOptions, SingletonScope, SingletonTarget } from './singletons/registration'
export type { LeakMatchers } from './api/matchers'
export type { DescriptorCount, MemoryCount, PoolCount, ResourceCounts, SocketCount } from './verdict/counts'
export type { LeakSummary } from './verdict/leak-summary'
