import { dirname, sep } from '../../kept/path'
import { fileURLToPath } from '../../kept/url'

import { readIfThere } from '../../kept/fs'
import type { Frame, FrameKind } from '../../verdict/leak'
import { readStack, type Trace } from './trace'

const ownRoot = dirname(dirname(__dirname)) + sep

/** Packages of Jest itself: their frames say nothing about who opened a resource. */
const jestPackage =
  /^(?:jest|jest-(?:circus|cli|each|runtime|runner|environment-(?:node|jsdom)|mock|util|worker|jasmine2)|@jest\/.+|expect)$/

const location = /^at (?:async )?(?:.*? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/

/** Code of `eval` has no place of its own, only that of the call: `at eval (eval at start (/app/a.js:3:5), ...)`. */
const evalLocation = /^at .*?\(eval at .*? \(([^()]+?):(\d+):(\d+)\)/

const packageInPath = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/

/** Reads a captured stack; formatting applies the source maps that Jest has installed. */
export function framesOf(trace: Trace): Frame[] {
  const { callee } = trace
  const called: Frame[] = callee === undefined ? [] : [{ kind: 'dependency', loadsModule: false, ...callee }]
  return [...called, ...parsed(readStack(trace))]
}

/** The last stack: most of many have the line of the one before. */
let last: { readonly stack: string; readonly frames: readonly Frame[] } | undefined

function parsed(stack: string): readonly Frame[] {
  if (last?.stack === stack) return last.frames
  const lines = stack.split('\n').map((line) => line.trim())
  const frames = lines.filter((line) => line.startsWith('at ')).map(parseFrame)
  last = { stack, frames }
  return frames
}

function parseFrame(text: string): Frame {
  const match = evalLocation.exec(text) ?? location.exec(text)
  if (match === null) return { kind: 'node', text, loadsModule: false }
  const [, place = '', line, column] = match
  const file = pathOf(place)
  const inPackage = packageInPath.exec(file)?.[1]?.replace('\\', '/')
  const kind = kindOf(file, inPackage)
  return {
    kind,
    text: text.replace(place, () => file),
    file,
    line: Number(line),
    column: Number(column),
    // A package's source maps may lead out of it: `node_modules/src/driver.ts` is nobody's.
    ...(kind === 'dependency' && inPackage !== undefined && inPackage !== 'src'
      ? { package: inPackage }
      : {}),
    loadsModule: inPackage === 'jest-runtime',
  }
}

/** Some compilers write addresses that are none. */
function pathOf(place: string): string {
  if (!place.startsWith('file://')) return place
  try {
    return fileURLToPath(place)
  } catch {
    return place
  }
}

/** A package of the project, not one of Jest's. */
export function isOfPackage(file: string): boolean {
  return kindOf(file, packageInPath.exec(file)?.[1]?.replace('\\', '/')) === 'dependency'
}

function kindOf(file: string, inPackage: string | undefined): FrameKind {
  if (file.startsWith(ownRoot)) return 'own'
  if (inPackage === undefined) return 'project'
  return jestPackage.test(inPackage) ? 'jest' : 'dependency'
}

/** The version of the package that `file` belongs to, when its package.json can be read. */
export function packageVersion(file: string, name: string): string | undefined {
  const version: unknown = Reflect.get(readManifest(manifestOf(file, name)) ?? {}, 'version')
  return typeof version === 'string' ? version : undefined
}

/** Path of the package.json of the package that `file` belongs to. */
export function manifestOf(file: string, name: string): string {
  const directory = ['node_modules', ...name.split('/'), ''].join(sep)
  // The package's own name is often that of its file, too: lodash/lodash.js.
  return `${file.slice(0, file.lastIndexOf(directory) + directory.length)}package.json`
}

/** The content of a package.json, when it can be read. */
export function readManifest(path: string): object | undefined {
  try {
    return Object(JSON.parse(String(readIfThere(path)))) as object
  } catch {
    return undefined
  }
}
