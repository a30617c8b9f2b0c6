import { nearestName } from '../options/validation/nearest-name'
import { check } from './baseline/check'
import { create } from './baseline/create'
import { prune } from './baseline/prune'
import { update } from './baseline/update'
import type { Command, CommandInput } from './command-line/command'
import { UsageError } from '../terminal/usage-error'

type Action = (input: CommandInput, files: readonly string[]) => Promise<number>

const actions: Readonly<Record<string, Action>> = { create, update, prune, check }

/** `jest-leakguard baseline`: known leaks of an old code base, so that only new ones fail. */
export const baseline: Command = {
  name: 'baseline',
  summary: 'record the leaks of an old code base, so that only new ones fail',
  usage: 'baseline create|update|prune|check [--runs <n>] [--json] [reports] [-- Jest arguments]',
  details: [
    'Runs the Jest of this project, or reads the reports of runs: those of all shards are one whole.',
    '',
    '  create  writes .leakguard-baseline.json with everything that leaks now',
    '  check   fails for new leaks and for entries that are not needed any more',
    '  prune   takes out what no longer leaks; never takes anything in',
    '  update  takes new leaks in, and what is fixed out',
    '',
    'With --runs, what does not leak in every run gets a range. A part of the suite never takes anything out.',
    '',
    'Examples:',
    '  jest-leakguard baseline create --runs 3',
    '  jest-leakguard baseline check leak-report/leaks-1-of-2.json leak-report/leaks-2-of-2.json',
    '',
    'Exit codes: 0 clean, 1 new or stale entries (check), 2 only a part of the suite could be judged.',
  ],
  options: {
    runs: { type: 'string', summary: 'run Jest so many times, for leaks that do not always appear' },
    json: { type: 'boolean', summary: 'print what was found as JSON' },
  },
  words: Object.keys(actions),
  maxPositionals: 1000,
  takesRest: true,
  run,
}

async function run(input: CommandInput): Promise<number> {
  const [name = '', ...files] = input.positionals
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action !== undefined) return action(input, files)
  const nearest = nearestName(name, Object.keys(actions))
  const hint =
    nearest === undefined ? `valid: ${Object.keys(actions).join(', ')}` : `did you mean \`${nearest}\`?`
  throw new UsageError(`\`jest-leakguard baseline\` needs one of its actions, got \`${name}\`; ${hint}`)
}
