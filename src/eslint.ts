import { allowNeedsReason } from './eslint/allow-needs-reason'
import { hookScopeMatch } from './eslint/hook-scope-match'
import { noEnvMutation } from './eslint/no-env-mutation'
import { noFakeTimersLeft } from './eslint/no-fake-timers-left'
import { noForceExit } from './eslint/no-force-exit'
import { noResourceInLoop } from './eslint/no-resource-in-loop'
import { noSleepInsteadOfWait } from './eslint/no-sleep-instead-of-wait'
import { noTopLevelResource } from './eslint/no-top-level-resource'
import { noUnawaitedClose } from './eslint/no-unawaited-close'
import { noUnawaitedTask } from './eslint/no-unawaited-task'
import { requireCleanup } from './eslint/require-cleanup'
import type { Rule } from './eslint/rule'

/** As much of ESLint's types as a configuration needs: they are not installed with everybody. */
interface Plugin {
  readonly meta: { readonly name: string }
  readonly rules: Record<string, Pick<Rule, 'meta'> & { create(context: never): ReturnType<Rule['create']> }>
}

interface Config {
  readonly name: string
  readonly plugins: Record<string, Plugin>
  readonly rules: Record<string, 'error' | ['error', object]>
}

const rules: Plugin['rules'] = {
  'require-cleanup': requireCleanup,
  'hook-scope-match': hookScopeMatch,
  'no-unawaited-close': noUnawaitedClose,
  'no-unawaited-task': noUnawaitedTask,
  'no-resource-in-loop': noResourceInLoop,
  'no-top-level-resource': noTopLevelResource,
  'no-fake-timers-left': noFakeTimersLeft,
  'no-env-mutation': noEnvMutation,
  'no-sleep-instead-of-wait': noSleepInsteadOfWait,
  'allow-needs-reason': allowNeedsReason,
  'no-force-exit': noForceExit,
}

/** Good advice, and no leak. */
const strictOnly = ['no-sleep-instead-of-wait']

const meta: Plugin['meta'] = { name: 'jest-leakguard' }
const plugins = { leakguard: { meta, rules } }

/** A flat configuration for test files, sources and `jest.config.*`: what is certain to leak. */
const recommended: Config = {
  name: 'jest-leakguard/recommended',
  plugins,
  rules: Object.fromEntries(
    Object.keys(rules)
      .filter((name) => !strictOnly.includes(name))
      .map((name) => [`leakguard/${name}`, 'error']),
  ),
}

/** Every rule; tests have to close what they open even if they fail. */
const strict: Config = {
  name: 'jest-leakguard/strict',
  plugins,
  rules: {
    ...Object.fromEntries(Object.keys(rules).map((name) => [`leakguard/${name}`, 'error'])),
    'leakguard/require-cleanup': ['error', { evenIfTestFails: true }],
  },
}

const configs = { recommended, strict }

/** ESLint plugin: what a linter can see of leaks before a test runs. */
// Node finds the names that an ES module may import only in a literal of plain names.
export = { meta, rules, configs }
