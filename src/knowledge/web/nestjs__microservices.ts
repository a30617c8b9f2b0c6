import type { PackageKnowledge } from '../package-knowledge'

export const nestjsMicroservices: PackageKnowledge = {
  package: '@nestjs/microservices',
  link: 'https://docs.nestjs.com/microservices/basics#client-producer-class',
  // Made by the container, connected with the first message, subscribed to by a controller.
  calls: [
    { exported: 'ClientProxy', methods: ['send', 'emit'] },
    ...['ClientTCP', 'ClientRedis', 'ClientNats', 'ClientMqtt', 'ClientRMQ', 'ClientKafka'].map(
      (exported) => ({
        exported,
        methods: ['connect'],
      }),
    ),
  ],
  close: '`await app.close()`, or `await client.close()` on a `ClientProxy`',
  closeByType: {
    'tcp-server': '`await app.close()`',
    'tcp-socket': '`await client.close()` on the `ClientProxy`',
  },
}
