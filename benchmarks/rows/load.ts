import path from 'node:path'

import type { Loaded } from '../load-probe'
import { run } from '../run'
import type { Row } from './row'

let last: Loaded | undefined

/** Time to load the environment module in a process that has loaded Jest and its base environment. */
export const loadRow: Row = {
  name: 'load',
  title: 'loading the environment module',
  unit: 'ms',
  per: 'node',
  target: () => 15,
  prepare({ runtime, project }) {
    const packageDirectory = path.join(project.directory, 'node_modules/jest-leakguard')
    const args = [path.join(__dirname, '../load-probe.js'), project.jestModules, packageDirectory]
    return Promise.resolve(async () => {
      const { code, output } = await run(runtime.node.binary, args, { cwd: project.directory })
      if (code !== 0) throw new Error(`loading the environment module failed:\n${output}`)
      last = JSON.parse(output) as Loaded
      return last.milliseconds
    })
  },
  note() {
    if (last === undefined) return undefined
    const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '))
    return `${last.own} own files; core modules: ${list(last.core)}; other packages: ${list(last.foreign)}`
  },
}
