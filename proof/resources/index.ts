import { connections } from './connections'
import { databases } from './databases'
import { files } from './files'
import { harmless } from './harmless'
import { processes } from './processes'
import type { Resource } from './resource'
import { servers } from './servers'
import { states } from './state'
import { timers } from './timers'

const table = {
  ...timers,
  ...servers,
  ...connections,
  ...files,
  ...processes,
  ...databases,
  ...harmless,
  ...states,
} as const satisfies Readonly<Record<string, Resource>>

export type ResourceName = keyof typeof table

export const resourceNames = Object.keys(table) as ResourceName[]

export const resourceOf = (name: ResourceName): Resource => table[name]
