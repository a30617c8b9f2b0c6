import { join } from 'node:path'

const build = join(__dirname, '..')

/**
 * Absolute, so that they hold in every package layout: what the config names need not be installed where Jest
 * looks for it from the project's root directory.
 */
export const environmentPath = join(build, 'environment.js')
export const strictEnvironmentPath = join(build, 'strict-environment.js')
export const reporterPath = join(build, 'reporter.js')
export const setupPath = join(build, 'setup.js')

/** The specifier that people write for the reporter. */
export const reporterName = 'jest-leakguard/reporter'
