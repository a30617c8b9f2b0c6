import {
  type ActivityVerdict,
  inOrder,
  type ServerActivity,
  type SessionActivity,
} from '../verdict/databases/server-activity'

interface PageOptions {
  readonly style: (style: 'bold' | 'red', text: string) => string
  /** Of the terminal; rows are cut to it. */
  readonly width?: number
}

/** The line and a table of all sessions; those that are stuck stand out. */
export function activityPage(
  activity: ServerActivity,
  verdict: ActivityVerdict,
  { style, width }: PageOptions,
): string[] {
  const sessions = inOrder(activity.sessions)
  const rows = activityTable(sessions, width).map((row, index) => {
    const session = sessions[index - 1]
    return session !== undefined && verdict.stuck.includes(session) ? style('red', row) : row
  })
  return [
    style('bold', cut(activityLine(activity, verdict), width)),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    ...(activity.hidden === undefined ? [] : ['', cut(`Not shown: ${activity.hidden}`, width)]),
  ]
}

/** One look as one line of JSON. */
export function activityJson(activity: ServerActivity, verdict: ActivityVerdict, time: Date): string {
  const { sessions, ...server } = activity
  return JSON.stringify({
    ...{ version: 1, time: time.toISOString(), ...server, headroom: verdict.headroom },
    stuck: verdict.stuck.map(({ id }) => id),
    sessions: inOrder(sessions),
  })
}

/** `PostgreSQL test@127.0.0.1:5432/test: 12 sessions, headroom 85 of 97, 1 idle in transaction` */
export function activityLine(activity: ServerActivity, { headroom }: ActivityVerdict): string {
  const { server, address, limit, sessions } = activity
  const idle = sessions.filter(({ idleInTransaction }) => idleInTransaction).length
  const parts = [
    `${String(sessions.length)} session${sessions.length === 1 ? '' : 's'}`,
    headroom === undefined ? 'no limit known' : `headroom ${String(headroom)} of ${String(limit)}`,
    `${String(idle)} idle in transaction`,
  ]
  return `${server} ${address}: ${parts.join(', ')}`
}

/** One line for each thing that is wrong. */
export function troubleLines({ stuck, tooFewLeft, headroom }: ActivityVerdict, wanted: number): string[] {
  return [
    ...(tooFewLeft ? [`headroom: expected at least ${String(wanted)}, found ${String(headroom)}`] : []),
    ...stuck.map(
      (session) =>
        `${ownerOf(session)} (session ${session.id}): idle in transaction for ${duration(session.inState)}` +
        (session.statement === '' ? '' : `, last statement ${session.statement}`),
    ),
  ]
}

const headings = ['session', 'test file or client', 'worker', 'state', 'for', 'age', 'last statement']

/** A heading and a row for each session, in columns; cut to the width of a terminal. */
function activityTable(sessions: readonly SessionActivity[], width: number | undefined): string[] {
  if (sessions.length === 0) return []
  const rows = [headings, ...sessions.map(cells)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) => {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
    return cut(line.trimEnd(), width)
  })
}

/** Whose session it is: the test file, the name that the client gave itself, else its user and address. */
function ownerOf({ file, name, user, client }: SessionActivity): string {
  return file ?? (name === '' ? `${user}@${client}` : name)
}

function cells(session: SessionActivity): string[] {
  const { id, worker = '', state, inState, age, statement } = session
  return [id, ownerOf(session), worker, state, duration(inState), duration(age), statement].map(printable)
}

/** Names come from clients: nothing of them may control a terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?')
}

function cut(line: string, width = Infinity): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}

/** `240 ms`, `3.2 s`, `12 min`, `5 h`; empty where nothing is known. */
function duration(ms: number | undefined): string {
  if (ms === undefined) return ''
  if (ms < 1_000) return `${String(Math.round(ms))} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return ms < 3_600_000 ? `${String(Math.floor(ms / 60_000))} min` : `${String(Math.floor(ms / 3_600_000))} h`
}
