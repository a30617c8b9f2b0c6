import type { PackageKnowledge } from '../package-knowledge'

export const sentryNode: PackageKnowledge = {
  package: '@sentry/node',
  link: 'https://github.com/getsentry/sentry-javascript',
  processWide: [
    {
      versions: '>=8',
      type: 'unref-timer',
      topLevel: true,
      reason: 'Sentry reports what it had to drop for as long as the process lives',
      link: 'https://docs.sentry.io/platforms/javascript/guides/node/configuration/draining/',
    },
  ],
}
