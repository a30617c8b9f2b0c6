import type { PackageKnowledge } from '../package-knowledge'

export const nestjsPlatformFastify: PackageKnowledge = {
  package: '@nestjs/platform-fastify',
  link: 'https://docs.nestjs.com/fundamentals/lifecycle-events#application-shutdown',
  close: '`await app.close()`',
}
