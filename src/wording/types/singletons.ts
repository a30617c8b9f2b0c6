import type { Facts } from '../../verdict/leak'
import { row, text, type TypeWording } from '../type-wording'

/** What went wrong, as the end of "it was created here and ...". */
const endings: Readonly<Record<string, (facts: Facts) => string>> = {
  threw: () => 'its reset threw',
  hung: ({ timeout }) => `its reset did not end within ${text(timeout)} ms`,
  'not forgotten': () => 'its reset did not forget the instance',
  'left open': () => 'its reset left something open',
  cycle: () => 'cannot be reset in order',
}

const repairs: Readonly<Record<string, string>> = {
  threw: 'the reset must close what the instance holds and forget it: see the error above',
  hung: 'bound its waits: release what is still checked out, or raise `singletons.timeout`',
  'not forgotten': 'set the field that holds the instance to undefined, then close what it held',
  'left open': 'the reset must close what the instance holds, and wait for that',
  cycle: 'remove one of these from `dependsOn`',
}

export const singletons = {
  singleton: {
    severity: 'fail',
    one: ({ name }) => `the singleton ${text(name)}`,
    many: ({ name }) => `instances of the singleton ${text(name)}`,
    opened: () => 'created',
    neverClosed: (facts) => endings[text(facts.problem)]?.(facts) ?? 'never reset',
    detail: detailOf,
    help: (hook, { name, problem }) =>
      repairs[text(problem)] ?? `\`await ${text(name)}.resetInstance()\` in \`${hook}\``,
  },
  'discovered-singleton': {
    severity: 'warn',
    one: ({ name }) => `the singleton ${text(name)}`,
    many: ({ name }) => `instances of the singleton ${text(name)}`,
    opened: () => 'created',
    neverClosed: () => 'never reset',
    detail: detailOf,
    help: (_hook, facts) => lineToAdd(facts),
    warning: (facts, where) =>
      `${text(facts.name)} is never reset${where === '' ? '' : ` in ${where}`}: ${lineToAdd(facts)}`,
  },
} satisfies Record<string, TypeWording>

function detailOf({ error, open, cycle }: Facts): readonly [string, string] | undefined {
  if (cycle !== undefined) return row('cycle', cycle)
  if (error === undefined) return row('open', open)
  return row('error', `${text(error)}${open === undefined ? '' : `; still open: ${text(open)}`}`)
}

/** One line of a setup file, or one in the configuration. */
function lineToAdd({ export: name, module, name: own }: Facts): string {
  const code =
    name === undefined || name === 'default' ? text(own).replace('an object', 'theObject') : text(name)
  const place = `./${text(module).replace(/\.[cm]?[jt]sx?$/, '')}${name === 'default' ? '' : `#${text(name)}`}`
  return `\`registerSingleton(${code})\` in a setup file, or \`singletons: { modules: ['${place}'] }\``
}
