import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

/** What comparing the state of the process takes, for a test or a file that changes none of it. */
function stateRow(name: string, title: string, of: 'test' | 'file', target: number): Row {
  return {
    name,
    title,
    unit: 'µs',
    per: 'run',
    target: () => target,
    async prepare({ runtime, project }) {
      const { directory } = project
      const environment = path.join(directory, 'state-environment.js')
      const source = path.join(directory, 'suites', 'state.js')
      const probe = JSON.stringify(path.join(__dirname, '../state-probe.js'))
      const packageDirectory = JSON.stringify(path.join(directory, 'node_modules/jest-leakguard'))
      await mkdir(path.dirname(source), { recursive: true })
      await writeFile(
        environment,
        `module.exports = require(${probe}).stateProbe(require('jest-environment-node').TestEnvironment, ${packageDirectory})`,
      )
      await writeFile(source, `/** @jest-environment ${environment} */\ntest('a test', () => {})\n`)
      const tests = await useSuite(project, { source, copies: 1 })
      return async () => {
        const { result } = await runJest(runtime, project, 'plain', {
          tests,
          environment: { BENCH_STATE: of },
        })
        if (result === undefined) throw new Error('state-probe.ts wrote no result')
        return result
      }
    },
  }
}

export const stateRows: readonly Row[] = [
  stateRow('state', 'CPU, comparing process state around a test', 'test', 5),
  stateRow('state-file', 'CPU, the same for each test file', 'file', 1_000),
]
