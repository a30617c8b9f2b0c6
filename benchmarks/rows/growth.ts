import path from 'node:path'

import { type Side, useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Bench, Row, Unit } from './row'

/** Runs one copy of a suite and returns what it wrote about itself. */
async function selfMeasured(
  { runtime, project, suites }: Bench,
  suite: string,
): Promise<(side: Side, count: number) => Promise<number>> {
  const tests = await useSuite(project, { source: path.join(suites, suite), copies: 1 })
  return async (side, count) => {
    const { result } = await runJest(runtime, project, side, { tests, count })
    if (result === undefined) throw new Error(`${suite} wrote no result`)
    return result
  }
}

interface GrowthRow {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly suite: string
  readonly target: number
  readonly measure: (result: (side: Side, count: number) => Promise<number>) => Promise<number>
}

function growthRow({ name, title, unit, suite, target, measure }: GrowthRow): Row {
  return {
    name,
    title,
    unit,
    per: 'run',
    target: () => target,
    async prepare(bench) {
      const result = await selfMeasured(bench, suite)
      return () => measure(result)
    },
  }
}

/** Growth that is still called linear: what garbage collection adds is not ours. */
export const linear = 1.25

/** Ten times as many timers in one test must cost ten times as much. */
export const timersRow = growthRow({
  name: 'timers',
  title: 'a timer among 100,000 created and cleared, against one among 10,000',
  unit: 'x',
  suite: 'timers.js',
  target: linear,
  measure: async (result) => (await result('guarded', 100_000)) / 10 / (await result('guarded', 10_000)),
})

/** What each test costs must not depend on how much the file holds open: 5,000 connections, both ends. */
export const socketsRow = growthRow({
  name: 'sockets',
  title: 'a test while 10,000 sockets are open, against one while none is',
  unit: 'x',
  suite: 'sockets.js',
  target: linear,
  measure: async (result) => (await result('guarded', 5_000)) / (await result('guarded', 0)),
})

/** Heap per open timer beyond what plain Jest keeps, with the default trace. */
export const memoryRow = growthRow({
  name: 'memory',
  title: 'heap per open resource',
  unit: 'bytes',
  suite: 'memory.js',
  target: 2_500,
  measure: async (result) => (await result('guarded', 20_000)) - (await result('plain', 20_000)),
})
