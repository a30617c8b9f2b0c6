import type { PackageKnowledge } from '../package-knowledge'

export const eventsource: PackageKnowledge = {
  package: 'eventsource',
  link: 'https://github.com/EventSource/eventsource',
  losesCaller: true,
  close: '`eventSource.close()`',
}
