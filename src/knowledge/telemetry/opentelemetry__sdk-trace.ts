import type { PackageKnowledge } from '../package-knowledge'

export const opentelemetrySdkTrace: PackageKnowledge = {
  package: '@opentelemetry/sdk-trace',
  link: 'https://github.com/open-telemetry/opentelemetry-js',
  processWide: [
    {
      versions: '>=1',
      type: 'unref-timer',
      reason: 'finished spans wait for the next batch, whoever finished them',
      link: 'https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor',
    },
  ],
}
