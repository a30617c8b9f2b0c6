// What a judgement takes: loaded together, with the first suspect of the process. Most files have none.
export { keepAbsorbing } from './absorbed-failures'
export { FileNet } from './file-net'
export { FileVerdict } from './file-verdict'
export { LateWatch } from './late-watch'
export { outcomeOf } from './outcome'
export { retriesFailures } from './retries'
