import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

const off = '/** @leakguard { "singletons": { "discovered": "off", "registered": "off" } } */\n'

interface DiscoveryRow {
  readonly name: string
  readonly title: string
  readonly target: number
  readonly tests: number
  readonly modules: number
  /** Each test loads all modules anew. */
  readonly reloads: boolean
}

/** What looking for singletons costs each test: the same suite with and without. */
function discoveryRow({ name, title, target, tests, modules, reloads }: DiscoveryRow): Row {
  return {
    name,
    title,
    unit: 'ms',
    per: 'run',
    target: () => target,
    async prepare({ runtime, project, suites }) {
      const source = path.join(suites, 'discovery.js')
      const blind = path.join(project.directory, 'suites', `${name}-off.js`)
      await mkdir(path.dirname(blind), { recursive: true })
      await writeFile(blind, off + (await readFile(source, 'utf8')))
      const environment = { BENCH_MODULES: String(modules), BENCH_RELOAD: reloads ? '1' : '0' }
      const perTest = async (suite: string): Promise<number> => {
        const run = { tests: suite, count: tests, environment }
        const { result } = await runJest(runtime, project, 'guarded', run)
        if (result === undefined) throw new Error('discovery.js wrote no result')
        return result
      }
      const [looking, notLooking] = [
        await useSuite(project, { source, copies: 1 }),
        await useSuite(project, { source: blind, copies: 1 }),
      ]
      return async () => (await perTest(looking)) - (await perTest(notLooking))
    },
  }
}

export const discoveryRows: readonly Row[] = [
  discoveryRow({
    name: 'discovery',
    title: 'looking for singletons, each test, 50 modules with one each',
    target: 0.5,
    tests: 2_000,
    modules: 50,
    reloads: false,
  }),
  discoveryRow({
    name: 'discovery-reload',
    title: 'the same where each test loads the 50 modules anew',
    target: 0.5,
    tests: 200,
    modules: 50,
    reloads: true,
  }),
  discoveryRow({
    name: 'discovery-none',
    title: 'the same in a suite without singletons',
    target: 0.01,
    tests: 5_000,
    modules: 0,
    reloads: false,
  }),
]
