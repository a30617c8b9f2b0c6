import type { Facts, LeakType } from '../../verdict/leak'
import { typeWordings } from '../../wording/types'

/** What a type is, and how it is closed, without the facts of one leak. */
export interface TypeText {
  readonly title: string
  readonly help: string
}

/** The facts of the usual case, for words that depend on them. */
const typical: Readonly<Record<string, Facts>> = {
  timer: { call: 'setInterval' },
  'unref-timer': { call: 'setInterval' },
  'tcp-server': { protocol: 'TCP' },
  'tls-server': { protocol: 'TLS' },
  'http-server': { protocol: 'HTTP' },
  'https-server': { protocol: 'HTTPS' },
  'http2-server': { protocol: 'HTTP/2' },
  'unix-server': { protocol: 'unix-socket' },
  'file-stream': { direction: 'read' },
  singleton: { name: 'Service' },
  'discovered-singleton': { name: 'Service', export: 'Service', module: 'src/service' },
}

/** Types whose words name the one that leaked. */
const general: Readonly<Record<string, string>> = {
  'file-stream': 'a file stream',
  singleton: 'a singleton',
  'discovered-singleton': 'a singleton that nobody has registered',
}

/** Types of an adapter, or of a later version, have no words of their own here. */
export function explainType(type: string): TypeText {
  if (!Object.hasOwn(typeWordings, type))
    return { title: `${type}, opened and never closed`, help: 'close it in the scope that opened it' }
  const wording = typeWordings[type as LeakType]
  const facts = typical[type] ?? {}
  return {
    title: `${general[type] ?? wording.one(facts)}, ${wording.opened(facts)} and ${wording.neverClosed(facts)}`,
    help: wording.help('afterEach', facts),
  }
}

/** What one of them is called, as messages call it: `PostgreSQL pool`. */
export function nameOfType(type: string, given: Readonly<Record<string, unknown>>): string {
  if (!Object.hasOwn(typeWordings, type)) return type
  const one = typeWordings[type as LeakType].one({ ...typical[type], ...given } as Facts)
  return one.replace(/^(?:an?|the) /, '')
}
