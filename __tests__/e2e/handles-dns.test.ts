import { describeTypes } from './support/describe-types'
import { slowLookupsFamily } from './types/slow-lookups'

describeTypes(slowLookupsFamily, { options: () => ({ env: { UV_THREADPOOL_SIZE: '1' } }) })
