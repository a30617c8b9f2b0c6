import type { PackageKnowledge } from '../package-knowledge'

export const toadScheduler: PackageKnowledge = {
  package: 'toad-scheduler',
  link: 'https://github.com/kibertoad/toad-scheduler',
  close: '`scheduler.stop()`',
  makes: [
    {
      name: 'ToadScheduler',
      close: ['stop'],
      opens: ['addSimpleIntervalJob', 'addIntervalJob', 'addLongIntervalJob', 'addCronJob'],
    },
  ],
}
