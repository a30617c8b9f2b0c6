import { lazily } from '../loading/lazily'
import type { Command } from './command-line/command'
import type * as runInitModule from './init/run-init'

/** `jest-leakguard init`: leaks are found in every configuration of Jest that a repository runs. */
export const init: Command = {
  name: 'init',
  summary: 'add jest-leakguard to every configuration of Jest that is run here, and prove it',
  usage: 'init [--dry-run] [--keep] [--hooks] [--config <file>] [--json] [--ci]',
  details: [
    'Finds the configurations of the repository: of its packages (npm, yarn, pnpm, lerna, nx), their projects, and',
    'those that scripts and targets name. Presets, environments and reporters stay. Then a planted leak must fail',
    'in each, in a test file that is removed again; if one does not, all is undone. In CI (the variable CI, or',
    '--ci) nothing is changed.',
    '',
    'Examples:',
    '  jest-leakguard init --dry-run',
    '  jest-leakguard init --hooks',
    '  jest-leakguard init --config test/jest-e2e.json',
    '',
    'Exit codes: 0 leaks are found everywhere, 2 not everywhere, or something would change in CI, 64 wrong usage,',
    '70 cannot be written.',
  ],
  options: {
    'dry-run': { type: 'boolean', summary: 'print what would change as a diff, write nothing' },
    keep: { type: 'boolean', summary: 'keep what is written, also where a planted leak is not found' },
    hooks: {
      type: 'boolean',
      summary: 'before a commit, lint staged files and run the tests of changed ones: husky, lefthook, git',
    },
    config: { type: 'string', summary: 'this configuration and no other' },
    json: { type: 'boolean', summary: 'print what was done as JSON' },
    ci: {
      type: 'boolean',
      summary: 'change nothing, and say with the exit code whether there is something to do',
    },
  },
  maxPositionals: 0,
  takesRest: false,
  needsPackage: true,
  // What reads and edits sources is loaded when it is asked for.
  run: (input) => lazily(() => require('./init/run-init') as typeof runInitModule).runInit(input),
}
