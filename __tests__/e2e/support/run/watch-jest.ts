import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Fixture } from './run-jest'
import type { JestLine } from '../install/consumers'
import { normalize } from './normalize'
import { readPrepared } from '../install/prepared'

/** Jest in watch mode, without a terminal: it runs again when a file changes. */
export interface WatchedJest {
  /** What the next run prints, once it is over. */
  nextRun(): Promise<string>
  end(): Promise<void>
}

export function watchJest(fixture: Fixture, jest: JestLine): WatchedJest {
  const script = readPrepared().consumers[jest].jest
  const args = [script, '--watchAll', '-i', '--no-watchman', `--cacheDirectory=${fixture.root}/../cache`]
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: fixture.root,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let printed = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk
  })
  return {
    async nextRun() {
      for (;;) {
        const [run] = /^[^]*?^Ran all test suites\.?.*$/m.exec(printed) ?? []
        if (run !== undefined) {
          printed = printed.slice(run.length)
          return normalize(run, fixture.root)
        }
        if (child.stderr === null || child.exitCode !== null) throw new Error(`Jest has ended:\n${printed}`)
        await once(child.stderr, 'data')
      }
    },
    async end() {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'close')
    },
  }
}
