import type { HandleFamily } from '../family'

/** Node's request object of a lookup or a query. */
interface DnsRequest {
  /** The method of the channel that sends the query; none for lookups, which a thread does. */
  readonly bindingName?: string
  readonly hostname?: string
  getAsyncId(): number
}

/** The native side of a resolver: every query of a `Resolver` goes through its own. */
interface Channel {
  cancel(): void
}

type Query = (this: Channel, request: DnsRequest, ...args: unknown[]) => unknown

const channels = new WeakMap<object, Channel>()
const queriesOf = new WeakMap<Channel, Set<DnsRequest>>()
const leaked = new WeakSet()
const observed = new WeakSet()

/**
 * Requests in flight of `dns` and `dns.promises`: lookups, which ask the system, and queries, which a resolver
 * sends. An answer that comes within the grace period is none too late.
 */
export const dnsRequestFamily: HandleFamily = {
  follows(target) {
    if (!isChannel(target)) return true
    observeQueries(Object.getPrototypeOf(target) as object)
    return false
  },
  state(target) {
    if (isChannel(target)) return 'idle'
    return isAnswered(target as DnsRequest) ? 'closed' : 'open'
  },
  isUnderWay: () => true,
  describe(target, frames) {
    // A socket asks for the address of its peer: the socket is what its owner knows.
    if (frames.some(({ text }) => /node:(?:net|dgram):/.test(text))) return undefined
    const { bindingName, hostname } = target as DnsRequest
    return {
      type: 'dns-request',
      subject: target,
      facts: { record: bindingName === undefined ? undefined : recordOf(bindingName), name: hostname },
    }
  },
  close(target) {
    const channel = channels.get(target)
    if (channel === undefined) return undefined
    leaked.add(target)
    // A resolver cancels all or nothing.
    if (!inFlight(channel).every((query) => leaked.has(query))) return undefined
    channel.cancel()
    return 'cancelled'
  },
}

/** One per resolver, for as long as that lives; it holds nothing. */
function isChannel(target: object): boolean {
  return 'cancel' in target
}

/** The native part of a request is gone as soon as it is answered, or could not be sent: -1 on Node 20 to 26. */
function isAnswered(request: DnsRequest): boolean {
  return request.getAsyncId() === -1
}

/** Nothing else tells which resolver a query belongs to. */
function observeQueries(prototype: object): void {
  if (observed.has(prototype)) return
  observed.add(prototype)
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (!/^query|^getHost/.test(name)) continue
    const query = Reflect.get(prototype, name) as Query
    Reflect.set(prototype, name, function (this: Channel, request: DnsRequest, ...args: unknown[]) {
      const queries = queriesOf.get(this) ?? new Set()
      queriesOf.set(this, queries.add(request))
      // Now and then: a resolver may live as long as the process.
      if (queries.size % 100 === 0) inFlight(this)
      channels.set(request, this)
      return query.call(this, request, ...args)
    })
  }
}

function inFlight(channel: Channel): DnsRequest[] {
  const queries = queriesOf.get(channel) ?? new Set()
  for (const query of queries) if (isAnswered(query)) queries.delete(query)
  return [...queries]
}

/** `queryMx`: an MX record. */
function recordOf(bindingName: string): string {
  return bindingName === 'getHostByAddr' ? 'PTR' : bindingName.replace(/^query/, '').toUpperCase()
}
