import { isRecord } from '../options/value-checks'
import { guardProject, type Surroundings } from './guard-config'
import { directoryOf, findProjects, isGuardedProject } from './project-paths'
import { rootDirsOf } from './resolve-module'

type Config = Record<string, unknown>

/** Directories whose config Jest reads as a project of a config that was wrapped before. */
const knownProjects = new Set<string>()

/** True for a config that a wrapped config names as its project: Jest takes no reporters from it. */
export function isKnownProject(directories: readonly string[]): boolean {
  return directories.some((directory) => knownProjects.has(directory))
}

/** Wraps the projects that are written in the config, and finds those that are named by path and not guarded. */
export function guardProjects(config: Config, surroundings: Surroundings): Config {
  const { projects } = config
  if (!Array.isArray(projects)) return {}
  const rootDirs = rootDirsOf(config, surroundings.directories)
  return {
    projects: projects.map((project: unknown, index) => {
      if (typeof project === 'string') checkPath(project, rootDirs, surroundings)
      if (!isRecord(project)) return project
      return guardProject(project, surroundings, `project ${nameOf(project, index)}`)
    }),
  }
}

/** True when Jest runs the root config's own tests: without projects, or with the root among them. */
export function runsItself({ projects }: Config): boolean {
  if (!Array.isArray(projects) || projects.length === 0) return true
  return projects.some((project) => typeof project === 'string' && /^(?:<rootDir>|\.)[\\/]?$/.test(project))
}

function checkPath(path: string, rootDirs: readonly string[], { findings }: Surroundings): void {
  const found =
    rootDirs.map((rootDir) => findProjects(path, rootDir)).find((projects) => projects.length > 0) ?? []
  for (const project of found) {
    const directory = directoryOf(project)
    if (!rootDirs.includes(directory)) knownProjects.add(directory)
  }
  if (found.length === 0 || !found.every(isGuardedProject)) findings.projectPaths.push(path)
}

function nameOf(project: Config, index: number): string {
  const { displayName } = project
  const name = isRecord(displayName) ? displayName.name : displayName
  return typeof name === 'string' ? `"${name}"` : String(index + 1)
}
