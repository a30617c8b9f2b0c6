import type { PackageKnowledge } from '../package-knowledge'

export const nestjsCore: PackageKnowledge = {
  package: '@nestjs/core',
  link: 'https://docs.nestjs.com/fundamentals/lifecycle-events#application-shutdown',
  close: '`await app.close()`',
  makes: [{ name: 'NestFactory.create', close: ['close'], opens: ['listen'] }],
}
