import { describeTypes } from '../support/cases/describe-types'
import { socketsFamily } from '../types/sockets'

describeTypes(socketsFamily)
