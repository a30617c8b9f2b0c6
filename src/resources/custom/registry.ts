import type { EmitterFamily } from '../handles/family'

type FamilyOf = (prototype: object) => EmitterFamily | undefined

let familyOf: FamilyOf = () => undefined

/** Called with the first adapter of the process. */
export function useAdapters(find: FamilyOf): void {
  familyOf = find
}

/** The family of a prototype's instances by the project's adapters; they come before what this package knows. */
export function customFamilyOf(prototype: object): EmitterFamily | undefined {
  return familyOf(prototype)
}
