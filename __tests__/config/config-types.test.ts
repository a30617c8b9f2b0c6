import type { Config } from 'jest'
import { guarded } from './support/guarded'

// What is tested here is that it compiles: `withLeakGuard` keeps the type that a config has.
test('configs keep their types', async () => {
  const { result } = guarded((withLeakGuard) => {
    const inferred = withLeakGuard({ preset: 'no-preset', verbose: true })
    const annotated: Config = withLeakGuard({ coverageProvider: 'v8', projects: ['<rootDir>'] })
    const checked = withLeakGuard({ coverageProvider: 'v8' }, { types: { timer: 'off' } }) satisfies Config
    const fn: () => Config = withLeakGuard(() => ({ coverageProvider: 'v8' }) satisfies Config)
    const async: () => Promise<Config> = withLeakGuard(() => Promise.resolve<Config>({ bail: 1 }))
    const promise: Promise<Config> = withLeakGuard(Promise.resolve<Config>({ bail: 2 }))
    // @ts-expect-error -- a name is no config
    expect(() => withLeakGuard('ts-jest')).toThrow(TypeError)
    // @ts-expect-error -- no such isolation
    expect(() => withLeakGuard({}, { isolation: 'tests' })).toThrow('options.isolation')
    return { inferred, annotated, checked, fn, async, promise }
  })
  const verbose: boolean = result.inferred.verbose
  expect(verbose).toBe(true)
  expect(result.annotated.coverageProvider).toBe('v8')
  expect(result.checked.coverageProvider).toBe('v8')
  expect(result.fn().coverageProvider).toBe('v8')
  expect((await result.async()).bail).toBe(1)
  expect((await result.promise).bail).toBe(2)
})
