import { readFileSync } from 'node:fs'
import path from 'node:path'

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

const docs = path.join(__dirname, '../../docs')

test.each(Object.entries(plugin.rules))(
  'the page that %s links has a section of that name',
  (name, { meta }) => {
    expect(meta.docs.url).toMatch(new RegExp(`/docs/eslint\\.md#${name}$`))
    expect(readFileSync(path.join(docs, 'eslint.md'), 'utf8')).toContain(`\n## \`${name}\`\n`)
  },
)

test('the checklist for reviews says what the rules say', () => {
  const items = Object.entries(plugin.rules).map(
    ([name, { meta }]) => `- [ ] [\`${name}\`](eslint.md#${name}): ${meta.docs.description}`,
  )
  expect(readFileSync(path.join(docs, 'review-checklist.md'), 'utf8')).toContain(
    `\n\n${items.join('\n')}\n\n`,
  )
})
