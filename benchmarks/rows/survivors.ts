import path from 'node:path'

import { useSuite } from '../project'
import { type Measured, runJest } from '../run-jest'
import type { Row } from './row'

/** A collection of young objects, as V8 prints it: bytes that have moved among the old ones, and that live on as young ones. */
const youngCollection = /\bgc=s\b.*\bpromoted=(\d+) new_space_survived=(\d+)/g

/** Bytes that have survived a collection of young objects: what the collector had to copy. */
function survivorsIn({ output }: Measured): number {
  const found = [...output.matchAll(youngCollection)]
  if (found.length === 0) throw new Error('survivors: Node has printed no collection of young objects')
  return found.reduce((sum, [, promoted, survived]) => sum + Number(promoted) + Number(survived), 0)
}

/** Why collecting costs what it costs while I/O is watched: repeatable, unlike the time, to some hundredths. */
export const survivorsRow: Row = {
  name: 'survivors',
  title: 'bytes that survive young collections, I/O-heavy',
  unit: 'x',
  per: 'node',
  target: () => 1.35,
  async prepare({ runtime, project, suites }) {
    const tests = await useSuite(project, { source: path.join(suites, 'io.js'), copies: 10 })
    const run = { tests, flags: ['--trace-gc-nvp'] }
    return async () => {
      const plain = await runJest(runtime, project, 'plain', run)
      const guarded = await runJest(runtime, project, 'guarded', run)
      return survivorsIn(guarded) / survivorsIn(plain)
    }
  },
}
