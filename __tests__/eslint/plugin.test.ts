import type { Linter } from 'eslint'

import plugin from '../../src/eslint'

const severities = (config: { rules: object }) => Object.keys(config.rules)

test('the recommended configuration has every rule that is certain, the strict one has all', () => {
  const all = Object.keys(plugin.rules).map((name) => `leakguard/${name}`)

  expect(severities(plugin.configs.recommended)).toEqual(
    all.filter((name) => name !== 'leakguard/no-sleep-instead-of-wait'),
  )
  expect(severities(plugin.configs.strict)).toEqual(all)
})

test('what is typed here without ESLint’s own types is what ESLint expects', () => {
  const configs: Linter.Config[] = [plugin.configs.recommended, plugin.configs.strict]

  for (const config of configs)
    expect(config.plugins).toEqual({ leakguard: expect.objectContaining({ rules: plugin.rules }) as unknown })
})
