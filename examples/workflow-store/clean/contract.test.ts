import { backendNames } from '../test-support/backends'
import { describeContract } from '../test-support/contract'
import { useBackend } from '../test-support/use-backend'

describe.each(backendNames)('%s', (name) => {
  describeContract(useBackend(name).backend)
})
