import { describeTypes } from './support/describe-types'
import { processesFamily } from './types/processes'

describeTypes(processesFamily)
