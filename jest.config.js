'use strict'

// The suite runs under its own preset, as it comes from the build. The preset stands in both places because
// projects inherit no environment from the root, and Jest takes reporters from the root only.
const preset = './jest-preset.js'

const project = {
  preset,
  roots: ['<rootDir>/__tests__'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
}

module.exports = {
  preset,
  maxWorkers: 2,
  testSequencer: './scripts/slow-first.cjs',
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/e2e/'],
    },
    {
      ...project,
      displayName: 'e2e',
      testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
      // Real Jest runs in child processes; the first run on a machine installs what they need.
      globalSetup: '<rootDir>/__tests__/e2e/support/install/global-setup.ts',
      globalTeardown: '<rootDir>/__tests__/e2e/support/install/global-teardown.ts',
      // Not testTimeout: Jest heeds that at the root only.
      setupFilesAfterEnv: ['<rootDir>/__tests__/e2e/support/run/test-timeout.ts'],
    },
  ],
}
