import { describeTypes } from '../support/cases/describe-types'
import { serversFamily } from '../types/servers'

describeTypes(serversFamily)
