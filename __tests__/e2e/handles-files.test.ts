import { describeTypes } from './support/describe-types'
import { filesFamily } from './types/files'

describeTypes(filesFamily)
