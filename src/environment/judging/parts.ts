// What a judgement takes: loaded together, with the first suspect of the process. Most files have none.
export { absorbFailures, keepAbsorbing } from './absorbed-failures'
export { FileNet } from './descriptors'
export { FileVerdict } from './verdict'
export { LateWatch } from './late-watch'
export { outcomeOf } from '../jest/outcome'
export { retriesFailures } from '../jest/retries'
