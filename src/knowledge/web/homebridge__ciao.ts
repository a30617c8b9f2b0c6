import type { PackageKnowledge } from '../package-knowledge'

export const homebridgeCiao: PackageKnowledge = {
  package: '@homebridge/ciao',
  link: 'https://developers.homebridge.io/ciao/classes/Responder.html#shutdown',
  close: '`await responder.shutdown()`',
}
