import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { cacheRoot, shortHash } from './cache'
import type { Dependencies } from './install'

/** Packages that are compiled when they are installed. */
export interface NativePackages {
  readonly dependencies: Dependencies
  /** Commands that have to be there, beside what compiles. */
  readonly needs?: readonly string[]
}

/**
 * Installs them once per machine, and blocks meanwhile: whether there are tests is decided when they are declared.
 * Returns their directory, for `modulePaths`; undefined, and a line that says why, where that cannot be done.
 */
export function installNativePackages({ dependencies, needs = [] }: NativePackages): string | undefined {
  const names = Object.keys(dependencies).join(', ')
  const missing = needs.find((command) => spawnSync(command, ['--version']).status !== 0)
  if (missing !== undefined) {
    announce(names, `there is no ${missing} here`)
    return undefined
  }
  const directory = path.join(cacheRoot, `native-${shortHash([dependencies, process.versions.modules])}`)
  const modules = path.join(directory, 'node_modules')
  if (existsSync(directory)) {
    utimesSync(directory, new Date(), new Date())
    return modules
  }
  const aside = `${directory}.${process.pid}.aside`
  mkdirSync(aside, { recursive: true })
  writeFileSync(path.join(aside, 'package.json'), JSON.stringify({ private: true, dependencies }))
  process.stderr.write(`e2e: compiling ${names} in ${directory} (once per machine)\n`)
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
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

function announce(names: string, reason: string): void {
  process.stderr.write(`e2e: skipped the tests of ${names}: ${reason}\n`)
}
