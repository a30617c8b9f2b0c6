import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { UsageError } from '../../terminal/usage-error'

/** `npx` runs a copy of its own where a project has none: what it would say of that project is wrong. @throws UsageError */
export function requirePackage(cwd: string): void {
  try {
    createRequire(join(cwd, 'package.json')).resolve('jest-leakguard/package.json')
  } catch {
    throw new UsageError(`jest-leakguard is not installed here: ${installCommand(cwd)}`)
  }
}

function installCommand(cwd: string): string {
  const has = (name: string): boolean => existsSync(join(cwd, name))
  if (has('pnpm-lock.yaml') || has('pnpm-workspace.yaml'))
    return `pnpm add --save-dev${has('pnpm-workspace.yaml') ? ' --workspace-root' : ''} jest-leakguard`
  return has('yarn.lock') ? 'yarn add --dev jest-leakguard' : 'npm install --save-dev jest-leakguard'
}
