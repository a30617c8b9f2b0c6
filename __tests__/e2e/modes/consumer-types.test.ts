import { createRequire } from 'node:module'
import path from 'node:path'

import { runCommand } from '../support/run/command'
import { createFixture } from '../support/run/run-jest'

const uses = (expect: string): string => `
${expect}
import { findLeaks, registerSingleton, resourceCounts, withLeakGuard } from 'jest-leakguard'
import { LeakEnvironment } from './environment'
import leakguard from 'jest-leakguard/eslint'
import { managed, useResource } from 'jest-leakguard/fixtures'
import Reporter from 'jest-leakguard/reporter'

class Service {
  static resetInstance(): void {}
}
registerSingleton(Service, { scope: 'test' })
const timer = useResource(() => setInterval(() => undefined, 1000), clearInterval)
const manage = managed()

test('types', async () => {
  manage(timer(), clearInterval)
  const leaks: readonly { readonly type: string }[] = await findLeaks()
  const sockets: number = resourceCounts().sockets.length
  await expect(() => [leaks, sockets]).not.toLeak()
})
export const all = [LeakEnvironment, Reporter, leakguard, withLeakGuard({ preset: 'ts-jest' }, { gracePeriod: 500 })]
`

const files = {
  'globals.test.ts': uses(''),
  'imported.test.ts': uses("import { expect, test } from '@jest/globals'"),
  'environment.ts': `
import NodeEnvironment from 'jest-leakguard/environment'
import JsdomEnvironment from 'jest-leakguard/jsdom'
import StrictEnvironment from 'jest-leakguard/strict-environment'
import StrictJsdomEnvironment from 'jest-leakguard/strict-jsdom'
export class LeakEnvironment extends NodeEnvironment {}
export class StrictLeakEnvironment extends StrictEnvironment {}
export class DomEnvironment extends JsdomEnvironment {}
export class StrictDomEnvironment extends StrictJsdomEnvironment {}
`,
}

const shared = {
  target: 'es2022',
  strict: true,
  esModuleInterop: true,
  noEmit: true,
  types: ['jest', 'node'],
}

/** What TypeScript calls them; the first is what `module: 'commonjs'` alone meant until TypeScript 6. */
const resolutions = {
  node10: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'es2022', moduleResolution: 'bundler' },
}

/** What `tsc` says of a project that has this package installed. */
async function diagnose(
  jest: '30' | '29',
  compilerOptions: object,
  contents: Readonly<Record<string, string>> = files,
): Promise<string> {
  const fixture = await createFixture({
    jest,
    files: {
      ...contents,
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...shared, ...compilerOptions } }),
    },
  })
  const tsc = createRequire(path.join(fixture.root, 'package.json')).resolve('typescript/bin/tsc')
  return runCommand(process.execPath, [tsc, '-p', fixture.root], fixture.root).then(
    () => 'no error',
    (error: unknown) => String(error),
  )
}

describe.each(['30', '29'] as const)('@types/jest %s', (jest) => {
  test.each(Object.entries(resolutions))('every entry has types under %s', async (_name, options) => {
    await expect(diagnose(jest, options)).resolves.toBe('no error')
  })

  test('what is wrong is told', async () => {
    const told = await diagnose(jest, resolutions.node10, {
      'wrong.test.ts': `
import { registerSingleton, withLeakGuard } from 'jest-leakguard'
registerSingleton(class {}, { scope: 'suite' })
expect(1).not.toLeak('much')
withLeakGuard({}, { types: { timer: 'off', 'my-pool': 'warn', '*': 'fail' } })
withLeakGuard({}, { types: { timers: 'off' } })
`,
    })

    expect(told).toContain(`wrong.test.ts(3,31): error TS2322: Type '"suite"' is not assignable to type`)
    expect(told).toContain('wrong.test.ts(4,22): error TS2554: Expected 0 arguments, but got 1.')
    expect(told).toContain(
      "wrong.test.ts(6,30): error TS2561: Object literal may only specify known properties, but 'timers' does not exist in type 'TypeSeverities'. Did you mean to write 'timer'?",
    )
    expect(told.match(/error TS/g)).toHaveLength(3)
  })

  test('without an import, the matcher needs the package among the `types`', async () => {
    const only = { 'only.test.ts': 'test("types", () => expect(() => 1).not.toLeak())\n' }
    const types = [...shared.types, 'jest-leakguard']

    await expect(diagnose(jest, resolutions.node10, only)).resolves.toContain(
      "error TS2339: Property 'toLeak' does not exist",
    )
    await expect(diagnose(jest, { ...resolutions.node10, types }, only)).resolves.toBe('no error')
  })
})
