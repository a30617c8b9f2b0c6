import { join, relative, sep } from 'node:path'

import { directoryOf, findProjects, isGuardedProject } from '../../config/project-paths'
import { plainLine } from '../../report/plain-text'
import { findConfig } from './find-config'

/** What is to be done for projects that are named by path: Jest gives them nothing of the configuration that names them. */
export function projectAdvice(paths: readonly string[], rootDir: string, cwd: string): string | undefined {
  const open = paths.flatMap((path) => {
    const projects = findProjects(path, rootDir).filter((project) => directoryOf(project) !== rootDir)
    if (projects.length === 0 && !/^(?:<rootDir>|\.)[\\/]?$/.test(path)) return ['<file>']
    return projects
      .filter((project) => !isGuardedProject(project))
      .map((project) => relative(cwd, configOf(project)).split(sep).join('/'))
  })
  if (open.length === 0) return undefined
  return [
    'Projects that are named by path have configurations of their own. For each:',
    '',
    ...Array.from(new Set(open), (file) => `  jest-leakguard init --config ${plainLine(file)}`),
  ].join('\n')
}

/** The file itself where a file is named, else the one that Jest finds in the directory. */
function configOf(project: string): string {
  const directory = directoryOf(project)
  if (directory !== project) return project
  try {
    return join(directory, findConfig(directory, undefined).file)
  } catch {
    return join(directory, 'jest.config.js')
  }
}
