import { finite, ofGlobalClock, type Resource, sometimes } from './resource'

/** Ends by itself, or keeps no process alive. */
export const harmless = {
  'short timer': ofGlobalClock(finite('setTimeout(() => {}, 3)')),
  'short sleep': finite('void timersPromises.setTimeout(3)'),
  immediate: ofGlobalClock(finite('setImmediate(() => {})')),
  'timer without reference': ofGlobalClock(finite('setTimeout(() => {}, 60_000).unref()')),
  'interval without reference': ofGlobalClock(finite('setInterval(() => {}, 1000).unref()')),
  'signal of a timeout': finite('AbortSignal.timeout(60_000)'),
  'connection that ends': finite("net.connect(kit.ports.tcp, '127.0.0.1').end()"),
  'request that is answered': finite('void kit.requested()'),
  'closed file': finite('fs.createReadStream(__filename).resume()'),
  'events that never come': sometimes(finite("void on(new EventEmitter(), 'never').next()")),
  'inspector session': sometimes(finite('kit.attached(new inspector.Session())')),
  'performance observer': sometimes(finite('kit.observing(new PerformanceObserver(() => {}))')),
  'delay of the event loop': sometimes(finite('kit.enabled(monitorEventLoopDelay())')),
  'channel without a listener': sometimes(finite('new MessageChannel().port1')),
  'compression of a buffer': sometimes(finite("zlib.gzip('x', () => {})")),
} as const satisfies Readonly<Record<string, Resource>>
