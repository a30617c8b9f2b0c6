import type { PackageKnowledge } from '../package-knowledge'

/** Its `end()` sends a request: what it opens ends with the answer, or with the server that it was given. */
export const superagent: PackageKnowledge = {
  package: 'superagent',
  link: 'https://github.com/forwardemail/superagent',
}
