import type { PackageKnowledge } from '../package-knowledge'

/** Its `end()` sends a request: what it opens ends with the answer, or with the server that it was given. */
export const supertest: PackageKnowledge = {
  package: 'supertest',
  link: 'https://github.com/forwardemail/supertest',
}
