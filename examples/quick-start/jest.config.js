/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-leakguard',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  globalSetup: './test-support/start-carrier.ts',
  globalTeardown: './test-support/stop-carrier.ts',
}
