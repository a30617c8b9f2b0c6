import { execFile } from 'node:child_process'
import { cp, mkdtemp, realpath, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const repository = path.resolve(__dirname, '../../../..')
const leftOut = new Set(['node_modules', 'build', 'dist', 'coverage', '.git'])

export interface DemoRun {
  readonly exitCode: number
  /** What it printed on both streams, without colours. */
  readonly output: string
}

/** Copies the repository as a fresh clone with its packages installed; the caller removes the copy. */
export async function cloneRepository(): Promise<string> {
  const clone = await mkdtemp(path.join(await realpath(tmpdir()), 'leakguard-demo-'))
  await cp(repository, clone, { recursive: true, filter: (source) => !leftOut.has(path.basename(source)) })
  await symlink(path.join(repository, 'node_modules'), path.join(clone, 'node_modules'), 'junction')
  return clone
}

/** Runs what `npm run demo` and `npm run demo:clean` run. */
export function runDemo(clone: string, suite: 'leaking' | 'clean'): Promise<DemoRun> {
  return new Promise((resolve, reject) => {
    const options = { cwd: clone, env: strangersEnvironment() }
    execFile(
      process.execPath,
      ['scripts/demo.mjs', 'quick-start', suite],
      options,
      (error, stdout, stderr) => {
        const exitCode = error ? error.code : 0
        if (typeof exitCode === 'number') resolve({ exitCode, output: `${stdout}${stderr}` })
        else reject(error ?? new Error(`the ${suite} demo ended without an exit code`))
      },
    )
  })
}

/** The environment without what npm and Jest have set for this very test. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const ofThisRun = /^(npm_|JEST_|LEAKGUARD_|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$)/i
  const kept = Object.entries(process.env).filter(
    ([name]) => !ofThisRun.test(name) || /^npm_config_/i.test(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}
