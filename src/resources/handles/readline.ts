import type { Interface } from 'node:readline'

import type { EmitterFamily } from './family'

/** `readline` interfaces: they keep their input flowing and its listeners attached. */
export const readlineFamily: EmitterFamily = {
  state(target) {
    // Without an input the constructor has thrown.
    const usable = Reflect.get(target, 'input') != null && Reflect.get(target, 'closed') !== true
    return usable ? 'open' : 'closed'
  },
  describe(target) {
    const input: unknown = Reflect.get(target, 'input')
    const parts = typeof input === 'object' && input !== null ? [input] : []
    return {
      type: 'readline',
      subject: target,
      parts,
      facts: { stdin: Reflect.get(parts[0] ?? {}, 'fd') === 0 },
    }
  },
  close(target) {
    ;(target as Interface).close()
    return 'closed'
  },
}
