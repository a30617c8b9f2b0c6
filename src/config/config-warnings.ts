/** A test environment that stays as it is, and who named it: `project "web"`, `preset "x"`, or nobody in particular. */
export interface DisplacedEnvironment {
  name: string
  base: string
  owner: string
}

/** What a config cannot be given by wrapping it; told once, all together. */
export interface ConfigFindings {
  displaced: DisplacedEnvironment[]
  /** Projects that are named by path, do not use jest-leakguard, and cannot be loaded. */
  projectPaths: string[]
  /** Presets that cannot be looked into, by name. */
  unreadablePresets: string[]
}

/** One text per kind of finding; none for a config without findings. */
export function wordFindings(findings: ConfigFindings): string[] {
  return [
    ...wordDisplaced(findings.displaced),
    ...wordProjectPaths(findings.projectPaths),
    ...wordUnreadable(findings.unreadablePresets),
  ]
}

/** Where the file that wraps an environment is expected; `.cjs` holds in every kind of package. */
const wrapperFile = 'leakguard.environment.cjs'

function wordDisplaced(displaced: readonly DisplacedEnvironment[]): string[] {
  const bases = new Map(displaced.map(({ base, name }) => [base, name]))
  return Array.from(bases, ([base, name]) => {
    const owners = displaced
      .filter((other) => other.base === base && other.owner !== '')
      .map(({ owner }) => owner)
    const of = owners.length === 0 ? '' : ` of ${owners.join(', ')}`
    return `leaks are not detected under testEnvironment "${name}"${of}, which withLeakGuard() leaves as it is.
  Write a file ${wrapperFile} in the root directory:

    const { withLeakDetection } = require('jest-leakguard')
    module.exports = withLeakDetection(${base})

  and name it in the config: testEnvironment: '<rootDir>/${wrapperFile}'`
  })
}

function wordProjectPaths(paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  const named = paths.map((path) => `"${path}"`).join(', ')
  return [
    `leaks are not detected in the projects ${named}: withLeakGuard() cannot load the config of each from here.
  In the config of each: module.exports = withLeakGuard({ ... }), or let \`npx jest-leakguard init\` do it.`,
  ]
}

function wordUnreadable(presets: readonly string[]): string[] {
  return presets.map(
    (preset) => `the preset "${preset}" cannot be read here, so its testEnvironment and reporters stay.
  \`npx jest-leakguard init\` asks Jest which they are, and writes what it takes.`,
  )
}
