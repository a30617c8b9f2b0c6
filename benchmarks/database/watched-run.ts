import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

import type { Side } from '../project'
import type { ServerCounter } from './server-counter'

/** What the Jest process tells the benchmark, and waits to be answered. */
export interface Boundary {
  readonly at: 'start' | 'end'
  readonly file: string
}

/** Connections at the server before a test file, the most during it, and after it. */
export interface FileCourse {
  readonly file: string
  readonly start: number
  readonly peak: number
  readonly end: number
}

export interface WatchedRun {
  readonly files: readonly FileCourse[]
  /** Wall-clock time of the whole process, in seconds; the counting is part of it. */
  readonly seconds: number
}

interface Command {
  readonly node: string
  readonly directory: string
  readonly jestModules: string
  readonly environment: NodeJS.ProcessEnv
}

/** Milliseconds between two counts while a file runs. */
const interval = 10

/** Runs the suite in band and counts the server's connections from outside. @throws when a file is not reported */
export async function watchRun(command: Command, side: Side, counter: ServerCounter): Promise<WatchedRun> {
  const begun = performance.now()
  const jest = startJest(command, side)
  let output = ''
  for (const stream of [jest.stdout, jest.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  const files: FileCourse[] = []
  let course = { file: '', start: 0, peak: 0 }
  const sampler = setInterval(() => {
    void counter.count().then((count) => (course.peak = Math.max(course.peak, count)))
  }, interval)
  const answer = async ({ at, file }: Boundary): Promise<void> => {
    if (at === 'start') {
      const start = await counter.count()
      course = { file, start, peak: start }
    } else {
      const end = await counter.settle(course.start)
      files.push({ ...course, end })
    }
    jest.send('counted')
  }
  jest.on('message', (boundary) => void answer(boundary as Boundary))
  await once(jest, 'close')
  clearInterval(sampler)
  if (files.length === 0) throw new Error(`the ${side} run reported no test file:\n${output}`)
  return { files, seconds: (performance.now() - begun) / 1000 }
}

function startJest({ node, directory, jestModules, environment }: Command, side: Side): ChildProcess {
  const args = [
    path.join(jestModules, 'jest/bin/jest.js'),
    // Without the package nothing closes the connections, and Jest would wait for ever.
    ...['-i', '--ci', '--silent', '--forceExit'],
    ...['--config', path.join(directory, `database-${side}.config.json`)],
  ]
  return spawn(node, args, { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}
