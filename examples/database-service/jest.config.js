const typescript = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }]

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-leakguard/strict',
  transform: { '^.+\\.ts$': typescript },
  // A PostgreSQL server for this run, which pg finds through the variables PGHOST, PGPORT, ...
  globalSetup: '../support/postgres-server/jest-global-setup.js',
  globalTeardown: '../support/postgres-server/jest-global-teardown.js',
  testTimeout: 30_000,
}
