import type { Frame, Observation } from './leak'

/** A package whose objects open something for whoever asks first, and keep it for everybody. */
export interface LazyObject {
  readonly packages: readonly string[]
  /** Where only some of what it opens is such an object's: what a frame of that object says. */
  readonly frame?: RegExp
  /** The package's innermost frame where one is made; without it nobody sees who has made it. */
  readonly maker?: RegExp
}

/**
 * Those that no adapter knows. Pools of `pg`, `mysql2`, `mongodb` and `undici` know what they have opened, and with them
 * what is built upon them.
 */
const lazyObjects: readonly LazyObject[] = [
  { packages: ['postgres'] },
  {
    packages: ['@redis/client'],
    frame: /[\\/]client[\\/]pool\.[jt]s:/,
    maker: /^at new RedisClientPool \(/,
  },
  { packages: ['@redis/client'], maker: /^at new RedisClient \(/ },
  {
    packages: ['nodemailer'],
    frame: /[\\/]smtp-pool[\\/]/,
    maker: /^at new SMTPPool \(/,
  },
  { packages: ['piscina'], maker: /^at new Piscina \(/ },
  { packages: ['workerpool'] },
  { packages: ['@grpc/grpc-js'] },
  { packages: ['winston'], maker: /^at new File \(/ },
  { packages: ['chokidar'], maker: /^at new FSWatcher \(.*[\\/]node_modules[\\/]chokidar[\\/]/ },
]

/** The package whose object opened this, if it was one. */
export function lazyObjectOf({ traces }: Pick<Observation, 'traces'>): LazyObject | undefined {
  const frames = openersOf(traces)
  return lazyObjects.find(({ frame = /^/, packages }) =>
    frames.some(
      ({ package: name, text }) => name !== undefined && packages.includes(name) && frame.test(text),
    ),
  )
}

/** The frames of packages before those of the project: what a callback of the project opens is not the package's. */
function openersOf(traces: Observation['traces']): Frame[] {
  const openers: Frame[] = []
  for (const trace of traces) {
    const telling = trace.filter(({ kind }) => kind === 'project' || kind === 'dependency')
    const end = telling.findIndex(({ kind }) => kind === 'project')
    if (end === 0) break
    openers.push(...telling.slice(0, end === -1 ? undefined : end))
  }
  return openers
}

/** Does this stack begin where an object of the package is made? Its base class may be another package's. */
export function makesLazyObject({ maker, packages }: LazyObject, beginning: readonly Frame[]): boolean {
  const innermost = beginning.find(({ package: name }) => name !== undefined && packages.includes(name))
  return innermost !== undefined && maker?.test(innermost.text) === true
}
