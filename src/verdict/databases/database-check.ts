/** How one call of the singleton ended. */
export type CallEnd =
  { readonly kind: 'done' | 'missing' | 'hung' } | { readonly kind: 'threw'; readonly error: string }

/** One connection of the singleton, as its driver knows it, and whether the server lists it. */
export interface ConnectionSeen {
  /** `user@host:port/database` */
  readonly endpoint: string
  /** True: a session of the server and database that were asked for. */
  readonly here: boolean
}

export interface SingletonFacts {
  /** As it was given: `./src/db#DatabaseService`. */
  readonly spec: string
  readonly name: string
  /** Why the module gave no such export. */
  readonly problem?: string | undefined
  readonly create: CallEnd
  /** Open once `getInstance()` is done, and its pools were used. */
  readonly connections: readonly ConnectionSeen[]
  readonly reset: CallEnd
  /** Sessions that the server still lists after the reset. */
  readonly left: number
  /** Of connections to other servers, what the driver has open. */
  readonly leftElsewhere: number
  /** What the next `getInstance()` gave. */
  readonly again: 'fresh' | 'same' | 'failed' | undefined
}

export interface DatabaseFacts {
  /** `user@host:port/database`, as the URL says. */
  readonly address: string
  /** Why the server could not be asked. */
  readonly problem?: string | undefined
  readonly serverVersion: string
  readonly driverVersion: string
  readonly headroom: number
  readonly limit: number
  readonly singleton?: SingletonFacts | undefined
}

export interface Finding {
  readonly subject: 'driver' | 'server' | 'singleton' | 'reset' | 'next instance'
  readonly agrees: boolean
  readonly found: string
  /** Of what does not agree. */
  readonly expected?: string
  readonly remedy?: string
}

/** Do driver, server, singleton and reset agree? One finding each. */
export function judgeDatabase(facts: DatabaseFacts): Finding[] {
  const { address, driverVersion, serverVersion, headroom, limit, singleton } = facts
  return [
    { subject: 'driver', agrees: true, found: `pg ${driverVersion}` },
    headroom > 0
      ? {
          subject: 'server',
          agrees: true,
          found: `PostgreSQL ${serverVersion} at ${address}, headroom ${String(headroom)} of ${String(limit)}`,
        }
      : {
          ...{ subject: 'server', agrees: false, found: `none of ${String(limit)} at ${address}` },
          ...{
            expected: 'sessions that are left to the tests',
            remedy: '`jest-leakguard monitor` shows who has them',
          },
        },
    ...(singleton === undefined ? [] : judgeSingleton(singleton, address)),
  ]
}

function judgeSingleton(singleton: SingletonFacts, address: string): Finding[] {
  const { spec, name, problem, create, reset, again } = singleton
  if (problem !== undefined)
    return [
      {
        ...{ subject: 'singleton', agrees: false, found: problem, expected: `the export that ${spec} names` },
        remedy:
          'mend the path or the name; for TypeScript that Node cannot load: NODE_OPTIONS="--import tsx"',
      },
    ]
  const call = callFinding('singleton', `${name}.getInstance()`, create)
  if (call !== undefined) return [call]
  const resetCall = callFinding('reset', `${name}.resetInstance()`, reset)
  return [
    connectionFinding(singleton, address),
    resetCall ?? resetFinding(singleton),
    ...(resetCall === undefined && again !== undefined ? [againFinding(name, again)] : []),
  ]
}

function callFinding(subject: Finding['subject'], call: string, end: CallEnd): Finding | undefined {
  switch (end.kind) {
    case 'done':
      return undefined
    case 'missing':
      return {
        ...{ subject, agrees: false, expected: call, found: 'no such method' },
        remedy:
          subject === 'reset'
            ? 'add one that forgets the instance and closes what it holds: docs/singletons.md'
            : 'name an export with getInstance() and resetInstance()',
      }
    case 'hung':
      return {
        ...{ subject, agrees: false, expected: `${call} to settle`, found: 'nothing after 10 s' },
        remedy: 'see what it waits for: a client that nobody releases keeps `pool.end()` waiting',
      }
    case 'threw':
      return {
        ...{ subject, agrees: false, expected: `${call} to succeed`, found: `an error: ${end.error}` },
        remedy:
          subject === 'singleton'
            ? 'if it needs arguments or a variable, export an object whose getInstance() gives them'
            : 'a reset has to succeed whatever state the instance is in',
      }
  }
}

function connectionFinding({ name, connections }: SingletonFacts, address: string): Finding {
  const subject = 'singleton'
  const elsewhere = [...new Set(connections.filter((seen) => !seen.here).map(({ endpoint }) => endpoint))]
  const expected = `a session at ${address} once ${name}.getInstance() is done`
  if (elsewhere.length > 0)
    return {
      ...{ subject, agrees: false, expected, found: `one at ${elsewhere.join(', ')}` },
      remedy: 'the singleton reads other settings than --database: make them the same, or give the other URL',
    }
  if (connections.length === 0)
    return {
      ...{ subject, agrees: false, expected, found: 'no connection by pg' },
      remedy:
        'if it connects with its first query, export an object whose getInstance() makes one and awaits it',
    }
  return { subject, agrees: true, found: `${name}: ${sessions(connections.length)} at this server` }
}

function resetFinding({ name, left, leftElsewhere }: SingletonFacts): Finding {
  const subject = 'reset'
  const expected = `no session after ${name}.resetInstance()`
  if (left + leftElsewhere === 0)
    return { subject, agrees: true, found: `${name}.resetInstance() has closed what was open` }
  return {
    ...{ subject, agrees: false, expected },
    found:
      left > 0 ? `${sessions(left)} still at the server` : `${sessions(leftElsewhere)} at another server`,
    remedy: 'await `pool.end()` in it, and return its promise',
  }
}

function againFinding(name: string, again: 'fresh' | 'same' | 'failed'): Finding {
  const subject = 'next instance'
  if (again === 'fresh') return { subject, agrees: true, found: 'another one' }
  return {
    ...{ subject, agrees: false, expected: `a fresh instance from ${name}.getInstance() after the reset` },
    found: again === 'same' ? 'the one that was reset' : 'an error, or one that does not connect',
    remedy: 'forget the instance in resetInstance(), before the first `await`',
  }
}

function sessions(count: number): string {
  return `${String(count)} session${count === 1 ? '' : 's'}`
}
