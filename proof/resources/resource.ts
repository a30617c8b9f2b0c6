/** One way to open something, as source text. */
export interface Resource {
  /** The code of its type. */
  readonly type: string
  /** An expression, in scope of the prelude. */
  readonly open: string
  /** Does the expression have to be awaited? */
  readonly waits?: true
  /** Statements that close `x`, be it that the strict preset has done so before. */
  readonly close: string
  /** Do they have to be awaited? */
  readonly closeWaits?: true
  /** Not open yet, or still busy, when its owner ends: the strict preset judges it later, when others may have closed it. */
  readonly settles?: true
  /** A timer of the sandbox's global: none where the file fakes time. */
  readonly isOfGlobalClock?: true
  /** A loop: it has to be the first timer of its chain. */
  readonly loops?: true
  /** However many an owner leaves, they are one: there is one per file. */
  readonly isOne?: true
  /**
   * `handle`: fails under each preset; `state`: of the process or the sandbox, fails under the strict one, and there is one
   * per file; `finite`: fails nobody.
   */
  readonly kind: 'handle' | 'state' | 'finite'
  /** How often it is chosen. @default 4 */
  readonly weight?: number
}

export const handle = (type: string, open: string, close: string): Resource => ({
  kind: 'handle',
  type,
  open,
  close,
  ...(close.includes('await ') ? { closeWaits: true } : {}),
})
export const finite = (open: string): Resource => ({ kind: 'finite', type: 'none', open, close: '' })
export const state = (type: string, open: string, close: string): Resource => ({
  kind: 'state',
  type,
  open,
  close,
  weight: 1,
})

export const awaited = (resource: Resource): Resource => ({ ...resource, waits: true })
export const settling = (resource: Resource): Resource => ({ ...resource, settles: true })
export const seldom = (resource: Resource): Resource => ({ ...resource, weight: 1 })
export const sometimes = (resource: Resource): Resource => ({ ...resource, weight: 2 })
export const looping = (resource: Resource): Resource => ({ ...resource, settles: true, loops: true })
export const one = (resource: Resource): Resource => ({ ...resource, isOne: true })
export const ofGlobalClock = (resource: Resource): Resource => ({ ...resource, isOfGlobalClock: true })
