import { packageVersion } from '../resources/trace/frames'
import { openerOf } from '../verdict/stacks/third-party'
import { type TypeWording, typeWordings } from '../wording/types'
import type { KeptAlive } from './processes/channel'
import { operationWordings } from './other-types'
import type { Role } from './roles'

/** Who opened it, to go behind "opened by", and where its end belongs. */
const roleWords: Readonly<Record<Role, { readonly by: string; readonly place: string }>> = {
  globalSetup: { by: 'globalSetup', place: 'in `globalTeardown`' },
  globalTeardown: { by: 'globalTeardown', place: 'before `globalTeardown` returns' },
  reporter: { by: 'a reporter', place: "in the reporter's `onRunComplete`" },
  transformer: { by: 'a transformer', place: 'before its `process` returns' },
  'test environment': { by: 'the test environment', place: "in the environment's `teardown`" },
  'setup file': { by: 'a setup file', place: 'in `afterAll`' },
  'watch plugin': { by: 'a watch plugin', place: "in the plugin's `onExit`" },
  resolver: { by: 'the resolver', place: 'before it returns' },
  runner: { by: 'the runner', place: 'before `runTests` returns' },
  'test sequencer': { by: 'the test sequencer', place: 'before `sort` returns' },
  'results processor': { by: 'the results processor', place: 'before it returns' },
  'Jest config': { by: 'the Jest config', place: 'before the config is returned' },
  'test file': { by: 'a test file', place: 'in `afterAll`' },
}

const anywhere = 'before Jest is done, for example in `globalTeardown`'

function wordsOf(type: KeptAlive['type']): TypeWording {
  return type === 'file-operation' ? operationWordings[type] : typeWordings[type]
}

/** `an HTTP server`, `3 timers`. */
export function what({ type, facts, count }: KeptAlive): string {
  const words = wordsOf(type)
  return count === 1 ? words.one(facts) : `${count} ${words.many(facts)}`
}

/** `an HTTP server, opened by globalSetup: it was told to listen here and never closed`. */
export function headline(item: KeptAlive, role: Role | undefined): string {
  const { opened, neverClosed } = wordsOf(item.type)
  const single = item.count === 1
  const never = single ? neverClosed(item.facts) : neverClosed(item.facts).replace(/^is /, 'are ')
  const owner = role === undefined ? '' : `, opened by ${roleWords[role].by}`
  const how = `${single ? 'it was' : 'they were'} ${opened(item.facts)}${packageOf(item)}`
  const here = item.frames.length === 0 ? '' : ' here'
  return `${what(item)}${owner}: ${how}${here} and ${never}`
}

/** The facts below the headline, label and text. */
export function rows(item: KeptAlive, role: Role | undefined, ended: readonly number[]): [string, string][] {
  const { detail } = wordsOf(item.type)
  const facts = detail(item.facts)
  const pid = item.facts.pid
  return [
    ...(facts === undefined ? [] : [[facts[0], facts[1]] as [string, string]]),
    ...(item.closing ? [['state', 'its close has begun, but does not end'] as [string, string]] : []),
    ['help', help(item, role)],
    ...(typeof pid === 'number' && ended.includes(pid)
      ? [['closed', 'ended together with Jest'] as [string, string]]
      : []),
  ]
}

/** The call that closes it, and where that belongs. */
export function help({ type, facts }: KeptAlive, role: Role | undefined): string {
  const place = role === undefined ? anywhere : roleWords[role].place
  // The table speaks to tests; in Jest's main process the same call has another place.
  return wordsOf(type).help('afterAll', facts).replace('in `afterAll`', place)
}

function packageOf({ frames }: KeptAlive): string {
  if (frames.some(({ kind }) => kind === 'project')) return ''
  const opener = openerOf(frames, packageVersion)
  return opener === undefined ? '' : ` by ${[opener.name, opener.version].join(' ').trimEnd()}`
}
