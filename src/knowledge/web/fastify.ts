import type { PackageKnowledge } from '../package-knowledge'

export const fastify: PackageKnowledge = {
  package: 'fastify',
  link: 'https://fastify.dev/docs/latest/Reference/Server/#close',
  close: '`await app.close()`',
  makes: [
    { name: 'default', close: ['close'], opens: ['listen'] },
    { name: 'fastify', close: ['close'], opens: ['listen'] },
  ],
}
