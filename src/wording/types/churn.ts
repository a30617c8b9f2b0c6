import type { Facts } from '../../verdict/leak'
import { text, type TypeWording } from '../type-wording'
import { databases } from './databases'
import { http } from './http'

const kinds: Readonly<Record<string, TypeWording>> = { ...databases, ...http }

const manyOf = (facts: Facts): string => kinds[text(facts.kind)]?.many(facts) ?? 'connections'

export const churn = {
  'connection-churn': {
    severity: 'off',
    one: () => 'one more connection where another would have served',
    many: manyOf,
    verb: 'made',
    opened: () => 'created',
    neverClosed: () => 'closed one after the other',
    packages: Object.values(kinds).flatMap(({ packages = [] }) => packages),
    detail: ({ limit }) => ['limit', `${text(limit)} for one owner (\`churnLimit\`)`],
    help: () => 'create one, in `beforeAll` or with what uses it, reuse it, and close it in `afterAll`',
  },
} satisfies Record<string, TypeWording>
