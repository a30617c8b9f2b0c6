import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

import { plainLine } from '../../report/plain-text'
import { gathered } from '../../terminal/gathered'
import { OutputError } from '../command-line/output-error'
import { isSpecial } from './paths'

/** Writes a file piece by piece, whole or not at all. What is no ordinary file, like a pipe, is written to directly. */
export function writeFilePieces(name: string, cwd: string, pieces: Iterable<string>): void {
  const path = resolve(cwd, name)
  const isDirect = isSpecial(path)
  const half = isDirect ? path : join(dirname(path), `.${basename(path)}.${String(process.pid)}`)
  let descriptor: number | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    descriptor = openSync(half, 'w')
  } catch (error) {
    throw cannotWrite(name, error)
  }
  try {
    writePieces(descriptor, name, pieces)
    if (!isDirect) renameSync(half, path)
  } catch (error) {
    if (!isDirect) rmSync(half, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

function writePieces(descriptor: number, name: string, pieces: Iterable<string>): void {
  for (const text of gathered(pieces)) {
    const bytes = Buffer.from(text)
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
    } catch (error) {
      throw cannotWrite(name, error)
    }
  }
}

function cannotWrite(name: string, error: unknown): OutputError {
  const { code = '', message } = error as NodeJS.ErrnoException
  const reason = code === '' ? message : message.replace(/, \w+( '.*')?$/s, '')
  return new OutputError(`cannot write \`${plainLine(name)}\`: ${plainLine(reason)}`)
}
