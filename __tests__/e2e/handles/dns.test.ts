import { describeTypes } from '../support/cases/describe-types'
import { slowLookupsFamily } from '../types/slow-lookups'

describeTypes(slowLookupsFamily, { options: () => ({ env: { UV_THREADPOOL_SIZE: '1' } }) })
