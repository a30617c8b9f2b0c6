import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { isRecord } from '../options/validation/value-checks'
import { inRootDir } from '../options/in-root-dir'
import { resolveFrom } from './resolve-module'

/** What Jest takes for a config when a pattern matches a file. */
const loadable = /\.(?:[cm]?[jt]s|json)$/

/** The shared config that a config requires or imports. */
const relativeImport = /(?:\brequire\(|\bfrom|\bimport)\s*['"](\.[^'"]*)['"]/g

/**
 * The directories and config files that a project path stands for, or a pattern such as `packages/*`; none
 * for patterns with other wildcards than `*`.
 */
export function findProjects(projectPath: string, rootDir: string): string[] {
  const [root = '', ...segments] = inRootDir(rootDir, projectPath).split(sep)
  return segments
    .reduce<string[]>(
      (paths, segment) => paths.flatMap((path) => matches(path, segment).map((name) => join(path, name))),
      [root + sep],
    )
    .filter((path) => isDirectory(path) || (loadable.test(path) && exists(path)))
}

/** The directory of a project that is named by its config file, or by itself. */
export function directoryOf(project: string): string {
  return isDirectory(project) ? project : dirname(project)
}

/** True when the config of the project, or one that it imports, mentions jest-leakguard. */
export function isGuardedProject(project: string): boolean {
  if (!isDirectory(project)) return mentionsUs(project)
  const configs = list(project).filter((name) => /^jest\.config\.\w+$/.test(name))
  if (configs.length > 0) return configs.some((name) => mentionsUs(join(project, name)))
  // Not the whole file: the package may well be among the dependencies.
  const manifest = parse(read(join(project, 'package.json')))
  return isRecord(manifest) && JSON.stringify(manifest.jest ?? {}).includes('jest-leakguard')
}

function mentionsUs(file: string, depth = 2): boolean {
  const text = read(file)
  if (text.includes('jest-leakguard')) return true
  return Array.from(text.matchAll(relativeImport), ([, name = '']) => name).some((name) => {
    const imported = resolveFrom(dirname(file), [name, `${name}.ts`, name.replace(/js$/, 'ts')])
    return imported !== undefined && depth > 0 && mentionsUs(imported, depth - 1)
  })
}

function matches(directory: string, segment: string): string[] {
  if (!segment.includes('*')) return [segment]
  const literal = segment.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  const name = new RegExp(`^(?!\\.)${literal.replaceAll('*', '.*')}$`)
  return list(directory).filter((entry) => name.test(entry))
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
