import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

import { readFile } from '../../loading/read-file'
import { matchesGlob } from '../../options/path-glob'
import { isRecord } from '../../options/validation/value-checks'

const skipped = new Set(['node_modules', 'dist', 'build', 'coverage', 'out', 'tmp', 'vendor'])
const deepest = 6

/** The directories of a repository's packages: the root, its workspaces (npm, yarn, pnpm, lerna), the projects of nx. */
export function packageDirectories(root: string): string[] {
  const patterns = workspacePatterns(root)
  const isNx = readFile(join(root, 'nx.json')) !== undefined
  if (patterns.length === 0 && !isNx) return [root]
  const found = below(root, 0).filter(({ path, names }) => {
    if (isNx && names.includes('project.json')) return true
    return names.includes('package.json') && isWorkspace(path, patterns)
  })
  return [root, ...found.map(({ path }) => join(root, path))]
}

/** A JSON file as an object; empty when there is none, or something else. */
export function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(readFile(file) ?? '{}'))
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function workspacePatterns(root: string): string[] {
  const { workspaces } = readJson(join(root, 'package.json'))
  const listed = isRecord(workspaces) ? workspaces.packages : workspaces
  const lerna = readJson(join(root, 'lerna.json')).packages
  return [listed, lerna, pnpmPackages(String(readFile(join(root, 'pnpm-workspace.yaml')) ?? ''))]
    .flatMap((patterns): unknown[] => (Array.isArray(patterns) ? patterns : []))
    .filter((pattern) => typeof pattern === 'string')
}

/** `packages` of a pnpm-workspace.yaml: a list of strings, one a line or in brackets. */
function pnpmPackages(yaml: string): string[] {
  const [, inline, block = ''] =
    /^packages:[ \t]*(?:\[([^\]]*)\]|\n((?:[ \t]*(?:-.*|#.*)?(?:\n|$))*))/m.exec(yaml) ?? []
  const items = inline?.split(',') ?? Array.from(block.matchAll(/^[ \t]*-(.*)$/gm), ([, item = '']) => item)
  return items
    .map((item) => /^\s*(?:'([^']*)'|"([^"]*)"|([^#]*?))\s*(?:#.*)?$/.exec(item)?.slice(1).join('') ?? '')
    .filter(Boolean)
}

/** Later patterns win, `!` takes out. */
function isWorkspace(path: string, patterns: readonly string[]): boolean {
  return patterns.reduce((isIn, pattern) => {
    const glob = pattern.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '')
    return matchesGlob(path, glob) ? !pattern.startsWith('!') : isIn
  }, false)
}

function below(directory: string, depth: number, root = directory): { path: string; names: string[] }[] {
  if (depth >= deepest) return []
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
    .flatMap(({ name }) => {
      const inner = join(directory, name)
      const path = relative(root, inner).split(sep).join('/')
      return [{ path, names: readdirSync(inner) }, ...below(inner, depth + 1, root)]
    })
}
