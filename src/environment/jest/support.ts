import { versions } from '../../kept/process'
import { runningJestVersion } from './modules/jest-runtime'

interface ProjectConfig {
  readonly testRunner?: string
}

/** Refuses what cannot work, with one clear error: a wrong runner, Jest or Node. */
export function assertSupported(projectConfig: ProjectConfig): void {
  if (projectConfig.testRunner !== undefined && /jest-jasmine2/.test(projectConfig.testRunner)) {
    throw new Error(
      'jest-leakguard needs jest-circus: expected the default `testRunner`, given jest-jasmine2, which reports no ' +
        'test events to environments. Remove `testRunner` from the Jest config, or use another environment there.',
    )
  }
  const jest = runningJestVersion()
  if (jest !== undefined && !isSupportedJest(jest)) {
    throw new Error(`jest-leakguard needs Jest 29.7 or 30, given ${jest}. Update the \`jest\` package.`)
  }
  if (!isSupportedNode(versions.node)) {
    throw new Error(
      `jest-leakguard needs Node.js ^20.19, ^22.12 or >= 24, given ${versions.node}. ` +
        'Older lines lack what it observes.',
    )
  }
}

export function isSupportedJest(version: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version)
  return major === 29 ? minor >= 7 : major >= 30
}

export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version)
  if (major === 20) return minor >= 19
  if (major === 22) return minor >= 12
  return major >= 24
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10))
}
