import { assertSupported, isSupportedJest, isSupportedNode } from '../../../src/environment/jest/support'

test.each([
  ['29.7.0', true],
  ['30.0.0', true],
  ['30.5.2', true],
  ['30.0.0-alpha.1', true],
  ['29.6.4', false],
  ['28.1.3', false],
])('Jest %s is supported: %s', (version, supported) => {
  expect(isSupportedJest(version)).toBe(supported)
})

test.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.12.0', true],
  ['24.0.0', true],
  ['26.10.0', true],
  ['18.20.8', false],
  ['20.18.3', false],
  ['21.7.3', false],
  ['22.11.0', false],
  ['23.11.0', false],
])('Node %s is supported: %s', (version, supported) => {
  expect(isSupportedNode(version)).toBe(supported)
})

test.each([
  'jest-jasmine2',
  '/app/node_modules/jest-jasmine2/build/index.js',
  'C:\\app\\node_modules\\jest-jasmine2\\build\\index.js',
])('the test runner %s is refused', (testRunner) => {
  expect(() => {
    assertSupported({ testRunner })
  }).toThrow('jest-leakguard needs jest-circus: expected the default `testRunner`, given jest-jasmine2')
})

test.each([undefined, 'jest-circus/runner', '/app/node_modules/jest-circus/build/runner.js'])(
  'the test runner %s is welcome',
  (testRunner) => {
    expect(() => {
      assertSupported(testRunner === undefined ? {} : { testRunner })
    }).not.toThrow()
  },
)
