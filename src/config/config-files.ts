import { basename, dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file of a stack frame: `at name (/a/b.js:1:2)`, `at /a/b.js:1:2`, `at file:///a/b.mjs:1:2`, `at C:\a.js:1:2`. */
const frameFile = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).+?):\d+:\d+\)?$/gm

/**
 * The files of the project that led to the call of `callee`, the outermost first, which is the config that
 * Jest reads: a config does not know its own place, but its relative paths start there.
 */
export function configFiles(callee: (...args: never[]) => unknown): string[] {
  return Array.from(stackBelow(callee).matchAll(frameFile), ([, file = '']) => file)
    .map((file) => (file.startsWith('file:') ? fileURLToPath(file) : file))
    .filter((file) => !/[\\/]node_modules[\\/]/.test(file))
    .reverse()
}

/** Where relative paths of a config may start: beside these files, or where Jest runs. */
export function directoriesOf(files: readonly string[], cwd: string = process.cwd()): string[] {
  return [...new Set([...files.map((file) => dirname(file)), cwd])]
}

/**
 * True when Jest reads the config as a project of another one: it was started without being told of a config,
 * so its own is in the working directory or above, and this one is not.
 */
export function isProjectConfig(
  [config = '']: readonly string[],
  [, script = '', ...args]: readonly string[] = process.argv,
  cwd: string = process.cwd(),
): boolean {
  const isStartedByName = /[\\/]jest(?:\.js)?$/.test(script)
  const isTold = args.some((arg) => /^(?:-c|--config|--rootDir|--projects)(?:=|$)/.test(arg))
  if (!isStartedByName || isTold || !/^jest\.config\.\w+$/.test(basename(config))) return false
  return relative(dirname(config), cwd).startsWith('..')
}

function stackBelow(callee: (...args: never[]) => unknown): string {
  const holder: { stack?: unknown } = {}
  const { stackTraceLimit } = Error
  // A config that requires a shared one has about seven frames of Node's loader between the two.
  Error.stackTraceLimit = 100
  Error.captureStackTrace(holder, callee)
  // Read before the limit is back: the text is made at the first look.
  const { stack } = holder
  Error.stackTraceLimit = stackTraceLimit
  return typeof stack === 'string' ? stack : ''
}
