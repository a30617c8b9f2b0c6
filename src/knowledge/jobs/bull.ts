import type { PackageKnowledge } from '../package-knowledge'

export const bull: PackageKnowledge = {
  package: 'bull',
  link: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueclose',
  close: '`await queue.close()`',
  makes: [{ name: 'default', close: ['close'] }],
}
