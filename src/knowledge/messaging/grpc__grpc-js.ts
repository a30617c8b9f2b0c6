import type { PackageKnowledge } from '../package-knowledge'

export const grpcGrpcJs: PackageKnowledge = {
  package: '@grpc/grpc-js',
  link: 'https://grpc.github.io/grpc/node/grpc.Server.html#forceShutdown',
  close: '`client.close()` or `server.forceShutdown()`',
  closeByType: { 'tcp-server': '`server.forceShutdown()`', 'http2-server': '`server.forceShutdown()`' },
  // Connections are shared by all clients.
  lazyObjects: [{}],
  calls: [{ exported: 'Server', methods: ['bindAsync'] }],
  processWide: [
    {
      versions: '>=1.8',
      type: 'unref-timer',
      function: 'runTimer',
      reason: 'connections are shared by all clients, and outlive the one that made them for some seconds',
      link: 'https://github.com/grpc/grpc-node/blob/master/packages/grpc-js/src/subchannel-pool.ts',
    },
  ],
  makes: [{ name: 'Server', close: ['forceShutdown', 'tryShutdown'], opens: ['bindAsync', 'start'] }],
}
