import { sha256 } from '../../kept/crypto'

import type { Frame, LeakType, Owner } from '../leak'

/** What the identity of a leak is made of. */
export interface Identity {
  readonly type: LeakType
  /** With the test file relative to the root directory, with forward slashes. */
  readonly owner: Owner
  /** The line of the project that opened it; undefined when there is none, or a package did by itself. */
  readonly site: Site | undefined
  /** The package that opened it by itself. */
  readonly package: string | undefined
}

export interface Site {
  /** Relative to the root directory, with forward slashes. */
  readonly file: string
  /** The line of source; undefined when it cannot be read. */
  readonly source: string | undefined
  readonly frame: Frame
}

/**
 * The identity of a leak, for baselines and reports. Equal when lines move, when code around it or versions of
 * packages, Node and Jest change, and on every operating system; different for another owner, type or line of
 * code. Two lines with the same code in one file are told apart by their owners only, else they count as two.
 */
export function fingerprintOf({ type, owner, site, package: name }: Identity): string {
  const place = site === undefined ? [name ?? ''] : [site.file, codeOf(site)]
  const identity = [type, owner.kind, owner.file, owner.path, place]
  return sha256(JSON.stringify(identity), 'hex').slice(0, 16)
}

/** The code of the line, however it is formatted; else the name of its function. */
function codeOf({ source, frame }: Site): string {
  const code = source
    ?.replace(/\s\/\/.*$/, '')
    .replace(/[\s;,]/g, '')
    .replace(/["`]/g, "'")
  return code === undefined || code === '' ? functionOf(frame) : code
}

/** The bare name of a frame's function: engines and compilers decorate it, each in its own way. */
export function functionOf({ text }: Frame): string {
  const called = /^at (?:async )?(?:new )?(.*?) (?:\[as (.*?)\] )?\(/.exec(text)
  const name = called?.[2] ?? called?.[1] ?? ''
  const bare = name.slice(name.lastIndexOf('.') + 1)
  return bare === '<anonymous>' ? '' : bare
}
