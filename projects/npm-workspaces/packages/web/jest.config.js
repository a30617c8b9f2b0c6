module.exports = {
  displayName: 'web',
  testEnvironment: 'jsdom',
}
