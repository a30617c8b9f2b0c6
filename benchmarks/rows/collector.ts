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

function ioRow(
  name: string,
  title: string,
  target: number,
  flags: readonly string[],
  read: (m: Measured) => number,
): Row {
  return {
    name,
    title,
    unit: 'x',
    target: () => target,
    async prepare({ options, project, suites }) {
      const tests = await useSuite(project, { source: path.join(suites, 'io.js'), copies: 10 })
      return async () => {
        const plain = await runJest(options, project, 'plain', { tests, flags })
        const guarded = await runJest(options, project, 'guarded', { tests, flags })
        return read(guarded) / read(plain)
      }
    },
  }
}

/** What collecting costs while I/O is watched, and why: repeatable, unlike the time, to some hundredths. */
export const collectorRows: readonly Row[] = [
  ioRow('collector', 'time of the collector, I/O-heavy', 1.1, [], ({ collector }) => collector),
  ioRow(
    'survivors',
    'bytes that survive young collections, I/O-heavy',
    1.35,
    ['--trace-gc-nvp'],
    survivorsIn,
  ),
]
