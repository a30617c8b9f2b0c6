module.exports = {
  displayName: 'api',
  testEnvironment: 'node',
}
