import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { runCommand } from '../run/command'
import { cacheRoot, fillOnce, shortHash } from './cache'
import type { Dependencies } from './install'

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier']

/** Packages that are compiled when they are installed. */
export interface NativePackages {
  readonly dependencies: Dependencies
  /** Commands that have to be there, beside what compiles. */
  readonly needs?: readonly string[]
}

export const sqlite3: NativePackages = { dependencies: { sqlite: '5.1.1', sqlite3: '6.0.1' } }
export const pgNative: NativePackages = { dependencies: { 'pg-native': '3.9.0' }, needs: ['pg_config'] }

/** The same in a process of its own, before tests run: nothing is blocked, and what cannot be done they say. */
export async function compileNativePackages(packages: NativePackages): Promise<void> {
  const { directory, missing } = requirementsOf(packages)
  if (missing !== undefined) return
  await fillOnce(directory, async (aside) => {
    await writeFile(path.join(aside, 'package.json'), manifestOf(packages))
    await runCommand('npm', ['install', ...quiet], aside)
  })
}

/**
 * Installs them once per machine, and blocks meanwhile: whether there are tests is decided when they are declared.
 * Returns their directory, for `modulePaths`; undefined, and a line that says why, where that cannot be done.
 */
export function installNativePackages(packages: NativePackages): string | undefined {
  const names = Object.keys(packages.dependencies).join(', ')
  const { directory, missing } = requirementsOf(packages)
  if (missing !== undefined) {
    announce(names, `there is no ${missing} here`)
    return undefined
  }
  const modules = path.join(directory, 'node_modules')
  if (existsSync(directory)) {
    utimesSync(directory, new Date(), new Date())
    return modules
  }
  const aside = `${directory}.${process.pid}.aside`
  mkdirSync(aside, { recursive: true })
  writeFileSync(path.join(aside, 'package.json'), manifestOf(packages))
  process.stderr.write(`e2e: compiling ${names} in ${directory} (once per machine)\n`)
  const { status, stderr } = spawnSync('npm', ['install', ...quiet], {
    cwd: aside,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 900_000,
  })
  if (status === 0 && !existsSync(directory)) renameSync(aside, directory)
  rmSync(aside, { recursive: true, force: true })
  if (existsSync(directory)) return modules
  announce(names, `npm says ${stderr.trim().slice(-500)}`)
  return undefined
}

function requirementsOf({ dependencies, needs = [] }: NativePackages): {
  directory: string
  missing: string | undefined
} {
  return {
    directory: path.join(cacheRoot, `native-${shortHash([dependencies, process.versions.modules])}`),
    missing: needs.find((command) => spawnSync(command, ['--version']).status !== 0),
  }
}

const manifestOf = ({ dependencies }: NativePackages): string =>
  JSON.stringify({ private: true, dependencies })

function announce(names: string, reason: string): void {
  process.stderr.write(`e2e: skipped the tests of ${names}: ${reason}\n`)
}
