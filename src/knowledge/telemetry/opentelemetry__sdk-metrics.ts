import type { PackageKnowledge } from '../package-knowledge'

export const opentelemetrySdkMetrics: PackageKnowledge = {
  package: '@opentelemetry/sdk-metrics',
  link: 'https://github.com/open-telemetry/opentelemetry-js',
  processWide: [
    {
      versions: '>=1',
      type: 'unref-timer',
      topLevel: true,
      reason: 'a periodic reader exports metrics for as long as the process lives',
      link: 'https://opentelemetry.io/docs/specs/otel/metrics/sdk/#periodic-exporting-metricreader',
    },
  ],
}
