import { describeTypes } from '../support/cases/describe-types'
import { filesFamily } from '../types/files'

describeTypes(filesFamily)
