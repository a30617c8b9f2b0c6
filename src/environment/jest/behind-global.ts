interface Contextual {
  readonly global: object
  /** Jest 30: its content is the target of a proxy. */
  readonly _globalProxy?: { readonly global?: object }
  getVmContext?(): object | null
}

/**
 * The object in which a sandbox keeps its global properties: through V8's own view of them, listing them takes a hundred
 * times as long.
 */
export function behindGlobal(environment: object): object {
  const contextual = environment as Contextual
  return contextual._globalProxy?.global ?? contextual.getVmContext?.() ?? contextual.global
}
