import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import type { ProcessState } from '../src/resources/state/process-state'
import type { behindGlobal } from '../src/environment/jest/behind-global'

/** The modules of the package under test that are measured. */
interface Bundle {
  'resources/state/process-state'(): { readonly ProcessState: typeof ProcessState }
  'environment/jest/behind-global'(): { readonly behindGlobal: typeof behindGlobal }
}

type Constructor = new (...args: unknown[]) => { readonly global: { readonly process: NodeJS.Process } }

/**
 * An environment that compares the state of its own sandbox again and again before the first test, and writes what one
 * look takes, or one file, in microseconds of CPU time.
 */
export function stateProbe(Base: Constructor, packageDirectory: string): Constructor {
  const bundle = createRequire(__filename)(
    path.join(packageDirectory, 'build/environment/startup.js'),
  ) as Bundle
  const { ProcessState: State } = bundle['resources/state/process-state']()
  const { behindGlobal: behind } = bundle['environment/jest/behind-global']()

  return class extends Base {
    handleTestEvent({ name }: { readonly name: string }): void {
      if (name !== 'run_start') return
      const { global } = this
      const nobody = (): never => {
        throw new Error('nothing has changed')
      }
      const make = (): ProcessState =>
        new State({
          sandbox: { global, process: global.process, globals: behind(this) },
          mocks: () => [],
          mocker: undefined,
          isWatched: () => true,
          restores: false,
          files: () => [],
          isHeld: () => false,
          caller: nobody,
        })
      const state = make()
      const micros =
        process.env.BENCH_STATE === 'file'
          ? cpuOf(200, () => {
              const one = make()
              one.begin()
              one.stop()
            })
          : cpuOf(20_000, () => {
              state.look(nobody)
            })
      writeFileSync(process.env.BENCH_RESULT ?? '', String(micros))
    }
  }
}

/** In microseconds each, once V8 has compiled it. */
function cpuOf(times: number, work: () => void): number {
  for (let n = 0; n < times; n++) work()
  const before = process.cpuUsage()
  for (let n = 0; n < times; n++) work()
  const { system, user } = process.cpuUsage(before)
  return (system + user) / times
}
