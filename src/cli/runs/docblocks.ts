import { resolveFrom } from '../../config/resolve-module'
import { readFile } from '../../loading/read-file'
import type { RunProject } from './configs'
import { environmentKind, type EnvironmentKind } from './environments'

/** An environment that docblocks of test files name; it goes before that of their project. */
export interface NamedEnvironment {
  /** As the docblocks have it. */
  readonly name: string
  readonly kind: EnvironmentKind
  /** Absolute; `undefined` where Jest finds it by its own means only. */
  readonly file: string | undefined
  readonly project: RunProject
  /** Absolute, of one project. */
  readonly tests: readonly string[]
}

/** What the docblocks of the test files say, once for each project and name; what Jest will not find is left out. */
export function namedEnvironments(
  projects: readonly RunProject[],
  tests: readonly string[],
): NamedEnvironment[] {
  const found = new Map<string, { project: RunProject; name: string; tests: string[] }>()
  for (const test of tests) {
    const name = environmentIn(String(readFile(test) ?? ''))
    const project = name === undefined ? undefined : projectOf(test, projects)
    if (name === undefined || project === undefined) continue
    const key = `${String(projects.indexOf(project))} ${name}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { project, name, tests: [test] })
    else known.tests.push(test)
  }
  return [...found.values()].flatMap(({ project, name, tests: named }) => {
    const file = resolveFrom(String(project.config.rootDir), [`jest-environment-${name}`, name])
    const kind = kindOf(name, file)
    return kind === undefined ? [] : [{ name, kind, file, project, tests: named }]
  })
}

/** The comment that a file begins with, as Jest takes it. */
const docblock = /^\s*\/\*\*?[^]*?\*\//
const tag = /(@jest-environment[ \t]+)(\S+)/

function environmentIn(text: string): string | undefined {
  return tag.exec(docblock.exec(text)?.[0] ?? '')?.[2]
}

/** The text with another environment in its docblock. */
export function withEnvironment(text: string, name: string): string {
  return text.replace(docblock, (comment) => comment.replace(tag, (_tag, start: string) => start + name))
}

function kindOf(name: string, file: string | undefined): EnvironmentKind | undefined {
  const [, plain] = /^(?:jest-environment-)?(node|jsdom)$/.exec(name) ?? []
  if (plain === 'node' || plain === 'jsdom') return plain
  return file === undefined ? undefined : environmentKind(file)
}

/** The innermost project that a file is in. */
function projectOf(test: string, projects: readonly RunProject[]): RunProject | undefined {
  return projects
    .filter(({ config }) => test.startsWith(String(config.rootDir)))
    .toSorted((a, b) => String(b.config.rootDir).length - String(a.config.rootDir).length)[0]
}
