import type { PackageKnowledge } from '../package-knowledge'

export const engineIo: PackageKnowledge = {
  package: 'engine.io',
  link: 'https://github.com/socketio/engine.io',
  close: '`await io.close()`',
}
