import { join, relative, sep } from '../kept/path'

/** Turns the paths of a record, which start at a project's root, into paths below the repository. */
export class Rebase {
  readonly #base: string
  readonly #rootDir: string

  constructor(base: string, rootDir: string) {
    this.#base = base
    this.#rootDir = rootDir
  }

  path(file: string): string {
    return posix(relative(this.#base, join(this.#rootDir, file)))
  }

  absolute(file: string): string {
    return join(this.#rootDir, file)
  }

  /** `at fn (file:line:column)`; files outside the repository keep only their end. */
  frame(text: string): string {
    return text.replace(
      /(\(|^at (?:async )?)([^()]+?)(:\d+:\d+\)?)$/,
      (_, before: string, file: string, place: string) => {
        if (/^(?:node:|file:|<|native)/.test(file)) return before + file + place
        return before + this.#anywhere(file) + place
      },
    )
  }

  #anywhere(file: string): string {
    if (!isAbsolutePath(file)) return this.path(file)
    const below = relative(this.#base, file)
    return below.startsWith('..') || isAbsolutePath(below) ? outside(posix(file)) : posix(below)
  }
}

/** What is said of a file of somebody's machine: its package, or its last two names. */
function outside(file: string): string {
  const modules = file.lastIndexOf('/node_modules/')
  return modules === -1 ? `…/${file.split('/').slice(-2).join('/')}` : `…${file.slice(modules)}`
}

function isAbsolutePath(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)
}

function posix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
