import type { PackageKnowledge } from '../package-knowledge'

export const agenda: PackageKnowledge = {
  package: 'agenda',
  link: 'https://github.com/agenda/agenda',
  close: '`await agenda.stop()`',
  makes: [
    { name: 'default', close: ['stop', 'close'], opens: ['start'] },
    { name: 'Agenda', close: ['stop', 'close'], opens: ['start'] },
  ],
}
