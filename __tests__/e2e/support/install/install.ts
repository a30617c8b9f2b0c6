import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheRoot, fillOnce } from './cache'
import { CommandError, runCommand } from '../run/command'

const pnpmVersion = '10.34.9'

export type PackageManager = 'npm' | 'pnpm'
export type Dependencies = Readonly<Record<string, string>>

/** An installation that failed because the registry has no such package for this platform. */
export class NotPublishedError extends Error {
  override readonly name = 'NotPublishedError'
}

/** Installs dependencies into a directory as a user would, except that no install script runs. */
export async function install(
  manager: PackageManager,
  directory: string,
  dependencies: Dependencies,
): Promise<void> {
  await requireRegistry(directory)
  await writeFile(path.join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }))
  try {
    await (manager === 'npm' ? npmInstall(directory) : pnpmInstall(directory))
  } catch (error) {
    const missing = error instanceof CommandError && /\b(E404|ETARGET|EBADPLATFORM)\b/.test(error.message)
    throw missing ? new NotPublishedError(error.message) : error
  }
}

/** Fails with what to do when there is no network: installing would blame the peer dependencies instead. */
async function requireRegistry(directory: string): Promise<void> {
  try {
    await runCommand(
      'npm',
      ['view', 'npm', 'version', '--fetch-retries=1', '--fetch-retry-mintimeout=2000'],
      directory,
    )
  } catch (cause) {
    const code = /npm error code (\w+)/.exec(String(cause))?.[1] ?? 'see cause'
    throw new Error(
      `e2e: the package registry cannot be reached (${code}). The e2e tests install Jest 29 and 30 once per ` +
        `machine, into ${cacheRoot}, and need the network for that. Without it, run the other tests: ` +
        '`npx jest --selectProjects unit`.',
      { cause },
    )
  }
}

async function npmInstall(directory: string): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier']
  await runCommand('npm', ['install', '--ignore-scripts', ...quiet], directory)
}

async function pnpmInstall(directory: string): Promise<void> {
  const home = await fillOnce(path.join(cacheRoot, `pnpm-${pnpmVersion}`), (aside) =>
    install('npm', aside, { pnpm: pnpmVersion }),
  )
  const pnpm = path.join(home, 'node_modules/pnpm/bin/pnpm.cjs')
  // Nothing is hoisted: each package sees what it declares and nothing else.
  const strict = ['--ignore-workspace', '--config.hoist=false']
  await runCommand(process.execPath, [pnpm, 'install', '--ignore-scripts', ...strict], directory)
}
