import {
  environmentPath,
  reporterPath,
  setupPath,
  strictEnvironmentPath,
} from '../../src/config/package-paths'
import { presetParts } from '../../src/config/preset'
import { builtInReporter } from '../../src/config/reporters'
import { resolveOptions } from '../../src/options/validation/validate'
import strict from '../../src/strict'
import { leakTypes } from '../../src/wording/types'

test('the preset is the environment, the reporter and the setup file', () => {
  expect(presetParts()).toEqual({
    testEnvironment: environmentPath,
    reporters: [builtInReporter(), reporterPath],
    setupFiles: [setupPath],
  })
})

test('the strict preset has an environment of its own', () => {
  expect(presetParts('strict-environment')).toEqual({
    ...presetParts(),
    testEnvironment: strictEnvironmentPath,
  })
})

test('each use of the preset has arrays of its own', () => {
  expect(presetParts().reporters).not.toBe(presetParts().reporters)
  expect(presetParts().setupFiles).not.toBe(presetParts().setupFiles)
})

test('strict options are valid and cannot be changed', () => {
  expect(resolveOptions(strict, leakTypes, 'strict')).toMatchObject({
    isolation: 'test',
    types: { 'unref-timer': 'warn' },
  })
  expect(Object.isFrozen(strict)).toBe(true)
  expect(Object.isFrozen(strict.types)).toBe(true)
})
