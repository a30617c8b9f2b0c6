import type { LeakType } from '../verdict/leak'
import type { TypeWording } from './type-wording'
import { churn } from './types/churn'
import { custom } from './types/custom'
import { databases } from './types/databases'
import { files } from './types/files'
import { http } from './types/http'
import { processes } from './types/processes'
import { servers } from './types/servers'
import { singletons } from './types/singletons'
import { states } from './types/state'
import { sockets } from './types/sockets'
import { timers } from './types/timers'

/** The one registry of types: messages, docs, options and the command line read it. */
export const typeWordings: Readonly<Record<LeakType, TypeWording>> = {
  ...timers,
  ...servers,
  ...sockets,
  ...http,
  ...processes,
  ...files,
  ...databases,
  ...churn,
  ...singletons,
  ...states,
}

/** The words of a type; one that is not in the registry is the project's own. */
export function wordingOf(type: LeakType): TypeWording {
  return Object.hasOwn(typeWordings, type) ? typeWordings[type] : custom
}

/** Every type code, for options, allowances and error messages. */
export const leakTypes = Object.keys(typeWordings) as readonly LeakType[]

export type { CleanupHook, TypeWording } from './type-wording'
