import { allowNeedsReason } from './eslint/allow-needs-reason'
import { noForceExit } from './eslint/no-force-exit'
import { noUnawaitedClose } from './eslint/no-unawaited-close'
import type { Rule } from './eslint/rule'

/** As much of ESLint's types as a configuration needs: they are not installed with everybody. */
interface Plugin {
  readonly meta: { readonly name: string }
  readonly rules: Record<string, Pick<Rule, 'meta'> & { create(context: never): ReturnType<Rule['create']> }>
}

interface Config {
  readonly name: string
  readonly plugins: Record<string, Plugin>
  readonly rules: Record<string, 'error'>
}

const rules: Plugin['rules'] = {
  'no-unawaited-close': noUnawaitedClose,
  'allow-needs-reason': allowNeedsReason,
  'no-force-exit': noForceExit,
}

const meta: Plugin['meta'] = { name: 'jest-leakguard' }

/** A flat configuration with every rule, for test files and for `jest.config.*`. */
const recommended: Config = {
  name: 'jest-leakguard/recommended',
  plugins: { leakguard: { meta, rules } },
  rules: Object.fromEntries(Object.keys(rules).map((name) => [`leakguard/${name}`, 'error'])),
}

const configs = { recommended }

/** ESLint plugin: what a linter can see of leaks before a test runs. */
// Node finds the names that an ES module may import only in a literal of plain names.
export = { meta, rules, configs }
