import path from 'node:path'

import { createInnerProject, useSuite } from '../project'
import { run } from '../run'
import { runJest } from '../run-jest'
import { linear } from './growth'
import type { Row } from './row'

const testsPerFile = 100

/** What each leak costs in the run, on the terminal and in every report must not depend on how many there are. */
export const leaksRow: Row = {
  name: 'leaks-5000',
  title: 'a leak among 5,000, all reports written, against one among 500',
  unit: 'x',
  per: 'run',
  pairs: 3,
  target: () => linear,
  async prepare({ runtime, project, suites }) {
    const formats = ['json', 'html', 'markdown', 'sarif', 'junit', 'ctrf', 'gitlab']
    const inner = await createInnerProject(project, 'leaks', {
      reporters: ['default', ['jest-leakguard/reporter', { formats }]],
    })
    const source = path.join(suites, 'forgets.js')
    const cpuOf = async (leaks: number): Promise<number> => {
      const tests = await useSuite(inner, { source, copies: leaks / testsPerFile })
      const { cpu, output } = await runJest(runtime, inner, 'guarded', {
        tests,
        count: testsPerFile,
        leaks: true,
      })
      const said = `Leaks:       ${leaks} failed`
      if (!output.includes(said)) throw new Error(`expected "${said}", given:\n${output.slice(-2_000)}`)
      return cpu
    }
    return async () => {
      const [few, some, many] = [await cpuOf(100), await cpuOf(500), await cpuOf(5_000)]
      return (many - some) / (5_000 - 500) / ((some - few) / (500 - 100))
    }
  },
}

const knownFiles = 500

/** The worst case of a suite that leaks and knows it: each file has one leak, which is in the baseline. */
export const knownLeaksRow: Row = {
  name: 'known-leaks',
  title: 'CPU, 500 files with one leak of the baseline each',
  unit: 'x',
  per: 'run',
  pairs: 3,
  target: () => 1.1,
  async prepare({ runtime, project, suites }) {
    const inner = await createInnerProject(project, 'known')
    const tests = await useSuite(inner, { source: path.join(suites, 'forgets.js'), copies: knownFiles })
    const command = path.join(project.directory, 'node_modules/jest-leakguard/build/cli.js')
    const create = [
      command,
      ...['baseline', 'create', '--', '-i', '--silent', '--config'],
      path.join(inner.directory, 'guarded.config.json'),
    ]
    const { code, output } = await run(runtime.node.binary, create, {
      cwd: inner.directory,
      env: { PATH: process.env.PATH, BENCH_COUNT: '1' },
    })
    if (code !== 0) throw new Error(`jest-leakguard baseline create ended with ${String(code)}:\n${output}`)
    return async () => {
      const plain = await runJest(runtime, inner, 'plain', { tests, count: 1, leaks: true })
      const guarded = await runJest(runtime, inner, 'guarded', { tests, count: 1, leaks: true })
      const said = `Leaks:       ${knownFiles} in the baseline`
      if (!guarded.output.includes(said)) throw new Error(`expected "${said}", given:\n${guarded.output}`)
      return guarded.cpu / plain.cpu
    }
  },
}
