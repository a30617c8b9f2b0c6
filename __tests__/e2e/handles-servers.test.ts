import { describeTypes } from './support/describe-types'
import { serversFamily } from './types/servers'

describeTypes(serversFamily)
