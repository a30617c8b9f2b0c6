import { lazily } from '../loading/lazily'
import type { Command } from './command-line/command'
import type * as runFixModule from './fix/run-fix'

/** `jest-leakguard fix`: from leaks to edits that are certain, each kept only if a run proves it. */
export const fix: Command = {
  name: 'fix',
  summary: 'edit test files so that they close what they leak, and prove each edit by a run',
  usage: 'fix [--dry-run] [--allow <reason>] [--force] [reports] [-- jest arguments]',
  details: [
    'Reads a JSON report (leak-report/leaks.json when none is named) and edits where the edit is certain: a close',
    'in `finally` or in the right hook for what a variable holds, `await` before a close that nobody waits for,',
    '`registerSingleton` in a setup file. Then it runs the test file again. The edit stays if the leak is gone',
    'and nothing else has changed; otherwise the file is put back as it was, byte for byte.',
    '',
    'Examples:',
    '  jest-leakguard fix --dry-run',
    '  jest-leakguard fix',
    '  jest-leakguard fix --allow "legacy pollers, see #123"',
    '',
    'Exit codes: 0 no leak is left, 1 some are, 2 Jest left no report, 64 wrong usage, 70 cannot be written.',
  ],
  options: {
    'dry-run': { type: 'boolean', summary: 'print the likeliest edits as diffs; run and write nothing' },
    allow: { type: 'string', summary: 'accept what cannot be fixed, by comments with this reason' },
    force: { type: 'boolean', summary: 'edit files with changes that are not committed, too' },
    json: { type: 'boolean', summary: 'print what was done as JSON' },
  },
  maxPositionals: 100_000,
  takesRest: true,
  needsPackage: true,
  // What reads and edits sources is loaded when it is asked for.
  run: (input) => lazily(() => require('./fix/run-fix') as typeof runFixModule).runFix(input),
}
