import { join } from 'node:path'

const build = join(__dirname, '..')

/**
 * Absolute, so that they hold in every package layout: what the config names need not be installed where Jest
 * looks for it from the project's root directory.
 */
export const environmentPath = join(build, 'environment.js')
export const strictEnvironmentPath = join(build, 'strict-environment.js')
export const jsdomPath = join(build, 'jsdom.js')
export const strictJsdomPath = join(build, 'strict-jsdom.js')
/** Wraps the environment whose file stands in the option `baseOption` of the environment. */
export const anyEnvironmentPath = join(build, 'any-environment.js')
export const baseOption = 'leakguardBase'
export const reporterPath = join(build, 'reporter.js')
export const setupPath = join(build, 'setup.js')

/** The specifier that people write for the reporter. */
export const reporterName = 'jest-leakguard/reporter'
