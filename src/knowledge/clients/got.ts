import type { PackageKnowledge } from '../package-knowledge'

export const got: PackageKnowledge = {
  package: 'got',
  link: 'https://github.com/sindresorhus/got/tree/v11.8.6#aborting-the-request',
  close: '`request.cancel()`',
}
