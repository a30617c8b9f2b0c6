import type { PackageKnowledge } from '../package-knowledge'

export const nestjsPlatformExpress: PackageKnowledge = {
  package: '@nestjs/platform-express',
  link: 'https://docs.nestjs.com/fundamentals/lifecycle-events#application-shutdown',
  close: '`await app.close()`',
}
