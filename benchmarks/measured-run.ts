import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import type { Used } from './probe'
import { type Ran, run } from './run'

export type { Used }

interface Surroundings {
  /** Where it runs. */
  readonly directory: string
  readonly env: NodeJS.ProcessEnv
  /** Options of Node. */
  readonly flags?: readonly string[]
  /** Milliseconds after which it is killed. @default no limit */
  readonly timeout?: number
}

/** Runs a program of Node; `used`: by all its processes together, undefined when it had to be killed. */
export async function usedBy(
  binary: string,
  args: readonly string[],
  { directory, env, flags = [], timeout }: Surroundings,
): Promise<{ used: Used | undefined; ran: Ran }> {
  const folder = await mkdtemp(path.join(directory, 'used-'))
  try {
    const probe = `--require=${path.join(__dirname, 'probe.js')}`
    const ran = await run(binary, [...flags, ...args], {
      cwd: directory,
      // Worker processes are seen as well: each of them has it.
      env: {
        PATH: process.env.PATH,
        ...env,
        NODE_OPTIONS: [env.NODE_OPTIONS ?? '', probe].join(' ').trim(),
        BENCH_USED: folder,
      },
      ...(timeout !== undefined && { timeout }),
    })
    const files = await readdir(folder)
    const all = await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Used),
    )
    return { used: ran.code === null || all.length === 0 ? undefined : sum(all), ran }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const sum = (all: readonly Used[]): Used => ({
  cpu: all.reduce((total, { cpu }) => total + cpu, 0),
  peak: Math.max(...all.map(({ peak }) => peak)),
  collector: all.reduce((total, { collector }) => total + collector, 0),
  traces: all.reduce((total, { traces }) => total + traces, 0),
  modules: all.reduce((total, { modules }) => total + modules, 0),
})
