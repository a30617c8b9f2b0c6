import type { PackageKnowledge } from '../package-knowledge'

export const nestjsMicroservices: PackageKnowledge = {
  package: '@nestjs/microservices',
  link: 'https://docs.nestjs.com/microservices/basics#client-producer-class',
  close: '`await app.close()`, or `await client.close()` on a `ClientProxy`',
}
