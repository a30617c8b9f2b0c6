import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'

import type { Terminal } from '../terminal/terminal'
import type { Frame } from '../verdict/leak'
import { describeActive } from '../wording/active-resources'
import type { Answer, KeptAlive } from './processes/channel'
import { codeFrame } from './code-frame'
import { type Role, roleOf } from './roles'
import { headline, help, rows, what } from './words'

export type KeptAliveAnswer = Extract<Answer, { kind: 'kept-alive' }>

export interface ReportOptions {
  readonly cwd: string
  readonly roles: ReadonlyMap<string, Role>
}

/** More frames than these say nothing new about who opened it. */
const maxFrames = 6

/** The answer for people. */
export function textReport(
  { items, active, ended }: KeptAliveAnswer,
  { cwd, roles }: ReportOptions,
  style: Terminal['style'],
): string {
  const total = items.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return unexplained(active)
  const things = total === 1 ? 'one thing keeps' : `${total} things keep`
  const blocks = items.map((item) => block(item, roleOf(item.files, roles), ended, cwd, style))
  return [style('bold', `Jest is done, but ${things} the process alive:`), ...blocks].join('\n\n')
}

/** The answer for programs: paths are relative to the working directory, with `/`. */
export function jsonReport(
  { items, active, ended }: KeptAliveAnswer,
  { cwd, roles }: ReportOptions,
): Record<string, unknown> {
  return {
    keptAlive: items.map((item) => ({
      type: item.type,
      what: what(item),
      count: item.count,
      owner: roleOf(item.files, roles) ?? null,
      facts: item.facts,
      closing: item.closing,
      site: site(pointed(item), cwd),
      trace: item.frames.map((frame) => site(frame, cwd)),
      help: help(item, roleOf(item.files, roles)),
    })),
    active: describeActive(active),
    endedProcesses: ended,
  }
}

function block(
  item: KeptAlive,
  role: Role | undefined,
  ended: readonly number[],
  cwd: string,
  style: Terminal['style'],
): string {
  const facts = rows(item, role, ended).map(([label, text]) => `      ${`${label}:`.padEnd(9)}${text}`)
  const traced = item.frames.slice(0, maxFrames).map(({ text, file }) => {
    const shown = file === undefined ? text : text.replace(file, relativeTo(cwd, file))
    return style('dim', `      ${shown}`)
  })
  const source = frameOf(pointed(item))
  return [
    `  ${style('red', `● ${headline(item, role)}`)}`,
    '',
    ...facts,
    ...(source.length > 0 ? ['', ...source.map((line) => `      ${line}`)] : []),
    ...(traced.length > 0 ? ['', ...traced] : ['', '      no line of the project or of a package led to it']),
  ].join('\n')
}

/** The line to show: the innermost of the project, else of a package. */
function pointed({ frames }: KeptAlive): Frame | undefined {
  return frames.find(({ kind }) => kind === 'project') ?? frames[0]
}

function frameOf(frame: Frame | undefined): string[] {
  if (frame?.file === undefined || frame.line === undefined) return []
  try {
    return codeFrame(readFileSync(frame.file, 'utf8'), frame.line, frame.column)
  } catch {
    // Generated code that is in no file; the trace still names it.
    return []
  }
}

function unexplained(active: readonly string[]): string {
  const things = describeActive(active)
  const known = things.length === 0 ? '' : ` Node counts as active: ${things.join(', ')}.`
  return `Jest is done, but the process stays alive, and nothing in it can be traced to a line.${known}`
}

function site(frame: Frame | undefined, cwd: string): Record<string, unknown> | null {
  if (frame?.file === undefined) return null
  return { file: relativeTo(cwd, frame.file), line: frame.line, column: frame.column }
}

function relativeTo(cwd: string, file: string): string {
  const path = relative(cwd, file)
  return path.startsWith('..') ? file : path.split(sep).join('/')
}
