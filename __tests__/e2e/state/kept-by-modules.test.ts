import { createFixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

/** State that only the project knows of: it has no name, but the search finds the pair. */
const pairs: Readonly<Record<string, { readonly leaves: string; readonly victim: string }>> = {
  'settings that a test has changed': {
    leaves: `settings.url = 'http://stub'`,
    victim: `expect(settings.url).toBe('http://real')`,
  },
  'an answer that nobody asked for': {
    leaves: `ask.mockReturnValueOnce('no')`,
    victim: `expect(ask()).toBe('yes')`,
  },
  'calls that were counted before': {
    leaves: `ask()`,
    victim: `expect(ask).not.toHaveBeenCalled()`,
  },
  'what a cache keeps': {
    leaves: `cache.set('user', 'of another test')`,
    victim: `expect(cache.get('user') ?? 'new').toBe('new')`,
  },
}

test.each(Object.entries(pairs))(
  '%s: the search finds the test that left it',
  async (_name, { leaves, victim }) => {
    const fixture = await createFixture({
      files: {
        'settings.js': `exports.settings = { url: 'http://real' }; exports.cache = new Map()`,
        'a.test.js': `
        const { cache, settings } = require('./settings')
        const ask = jest.fn(() => 'yes')
        test('before', () => {})
        test('leaves it', () => { ${leaves} })
        test('between', () => {})
        test('finds it', () => { ${victim} })`,
      },
    })
    const { code, stdout } = await runLeakguard(fixture, ['bisect'])
    expect(stdout).toContain('a.test.js › finds it fails after\n  a.test.js › leaves it\n')
    expect(stdout).toContain('a module of the project may keep what differs')
    expect(code).toBe(1)
  },
)
