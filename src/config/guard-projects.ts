import { resolve } from 'node:path'

import { isRecord } from '../options/validation/value-checks'
import { guardProject, type Surroundings } from './guard-config'
import { directoryOf, findProjects, isGuardedProject } from './project-paths'
import { loadProject } from './load-project'
import { rootDirsOf } from './resolve-module'

type Config = Record<string, unknown>

/** Directories whose config Jest reads as a project of a config that was wrapped before. */
const knownProjects = new Set<string>()

/** True for a config that a wrapped config names as its project: Jest takes no reporters from it. */
export function isKnownProject(directories: readonly string[]): boolean {
  return directories.some((directory) => knownProjects.has(directory))
}

/** Wraps the projects that are written in the config, and those that are named by path and can be loaded now. */
export function guardProjects(config: Config, surroundings: Surroundings): Config {
  const { projects } = config
  if (!Array.isArray(projects)) return {}
  const rootDirs = rootDirsOf(config, surroundings.directories)
  return {
    projects: projects.flatMap((project: unknown, index) => {
      if (typeof project === 'string') return reach(project, rootDirs, surroundings)
      if (!isRecord(project)) return [project]
      return [guardProject(project, surroundings, `project ${nameOf(project, index)}`)]
    }),
  }
}

/** True when Jest runs the root config's own tests: without projects, or with the root among them. */
export function runsItself({ projects }: Config): boolean {
  if (!Array.isArray(projects) || projects.length === 0) return true
  return projects.some((project) => typeof project === 'string' && /^(?:<rootDir>|\.)[\\/]?$/.test(project))
}

/**
 * What Jest would read at a path, wrapped, in the place of the path; the path itself where nothing is to be done or
 * nothing can be.
 */
function reach(path: string, rootDirs: readonly string[], surroundings: Surroundings): unknown[] {
  const found =
    rootDirs.map((rootDir) => findProjects(path, rootDir)).find((projects) => projects.length > 0) ?? []
  let isUnreachable = found.length === 0
  const reached = found.map((project) => {
    const directory = directoryOf(project)
    if (rootDirs.includes(directory)) return project
    knownProjects.add(directory)
    if (isGuardedProject(project)) return project
    const config = loadProject(project)
    if (config === undefined) {
      isUnreachable = true
      return project
    }
    const { rootDir } = config
    const own = { ...config, rootDir: typeof rootDir === 'string' ? resolve(directory, rootDir) : directory }
    return guardProject(own, { ...surroundings, directories: [directory] }, `project "${path}"`)
  })
  if (isUnreachable) surroundings.findings.projectPaths.push(path)
  return reached.some(isRecord) ? reached : [path]
}

function nameOf(project: Config, index: number): string {
  const { displayName } = project
  const name = isRecord(displayName) ? displayName.name : displayName
  return typeof name === 'string' ? `"${name}"` : String(index + 1)
}
