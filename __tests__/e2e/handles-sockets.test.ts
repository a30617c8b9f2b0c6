import { describeTypes } from './support/describe-types'
import { socketsFamily } from './types/sockets'

describeTypes(socketsFamily)
