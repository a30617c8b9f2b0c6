const typescript = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }]

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-leakguard/strict',
  // Processes are started, killed and waited for, on a machine that may have better things to do.
  testTimeout: 60_000,
  transform: { '^.+\\.ts$': typescript },
}
