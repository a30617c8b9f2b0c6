const typescript = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }]

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-leakguard/strict',
  transform: { '^.+\\.ts$': typescript },
}
