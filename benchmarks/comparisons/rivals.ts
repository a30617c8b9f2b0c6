import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { cacheRoot, fillOnce } from '../../__tests__/e2e/support/install/cache'
import { install } from '../../__tests__/e2e/support/install/install'
import { usedBy } from '../measured-run'
import { useSuite } from '../project'
import type { Bench } from '../rows/row'
import { runJest } from '../run-jest'
import type { Comparison } from './comparison'
import type { Side } from './sides'

/** Milliseconds that another tool may take for a suite that takes plain Jest one to three seconds. */
export const patience = 60_000

/** What else looks for leaks: each with and without that, on the same suite. */
export async function rivalSides(bench: Bench, comparison: Comparison): Promise<readonly Side[]> {
  const { runtime, project, suites } = bench
  const { suite, copies, count = 0 } = comparison
  const tests = await useSuite(project, { source: path.join(suites, suite), copies })
  const openHandles: Side = {
    title: 'Jest --detectOpenHandles',
    against: 'Jest',
    run: () => runJest(runtime, project, 'plain', { tests, count, args: ['--detectOpenHandles'] }),
  }
  const modules = await otherRunners()
  const directory = path.join(project.directory, `${comparison.name}-modules`)
  await writeAsModules(path.join(suites, suite), directory, copies)
  await symlink(modules, path.join(directory, 'node_modules'), 'junction')
  const env = { BENCH_COUNT: String(count) }
  const side = (title: string, args: readonly string[], against?: string): Side => ({
    title,
    ...(against !== undefined && { against }),
    async run() {
      const { used, ran } = await usedBy(runtime.node.binary, args, { directory, env, timeout: patience })
      const failed = ran.code !== 0 && ran.code !== null
      // What looks for leaks may see some where there are none.
      if (failed && against === undefined) throw new Error(`${title} ended with ${ran.code}:\n${ran.output}`)
      return used && { ...used, failed }
    },
  })
  const rstest = [path.join(modules, '@rstest/core/bin/rstest.js'), 'run']
  const vitest = [
    path.join(modules, 'vitest/vitest.mjs'),
    'run',
    '--pool=threads',
    '--maxWorkers=1',
    '--globals',
  ]
  const leaks = '--detectAsyncLeaks'
  return [
    openHandles,
    // Vitest does not support Node 20.
    ...(runtime.node.major < 22
      ? []
      : [side('Vitest', vitest), side(`Vitest ${leaks}`, [...vitest, leaks], 'Vitest')]),
    side('Rstest', rstest),
    side(`Rstest ${leaks}`, [...rstest, leaks], 'Rstest'),
  ]
}

async function otherRunners(): Promise<string> {
  const dependencies = { vitest: '5.1.2', '@rstest/core': '0.12.0' }
  const home = await fillOnce(path.join(cacheRoot, 'benchmarks-rivals'), (aside) =>
    install('npm', aside, dependencies),
  )
  return path.join(home, 'node_modules')
}

/** The suite as ES modules with global `test` and `expect`, which both other runners take as it is. */
async function writeAsModules(source: string, directory: string, copies: number): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  const text = await readFile(source, 'utf8')
  const first = path.join(directory, '1.test.mjs')
  await writeFile(
    first,
    text
      .replace(/^const .+ = require\('@jest\/globals'\)$/m, '')
      .replaceAll(/^const (.+) = require\((.+)\)$/gm, 'import $1 from $2'),
  )
  for (let copy = 2; copy <= copies; copy++) await cp(first, path.join(directory, `${copy}.test.mjs`))
  await writeFile(
    path.join(directory, 'rstest.config.mjs'),
    `export default { globals: true, pool: { type: 'threads', maxWorkers: 1 }, include: ['*.test.mjs'] }\n`,
  )
}
