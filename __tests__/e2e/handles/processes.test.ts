import { describeTypes } from '../support/cases/describe-types'
import { processesFamily } from '../types/processes'

describeTypes(processesFamily)
