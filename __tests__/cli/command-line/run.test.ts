import type { CommandInput } from '../../../src/cli/command-line/command'
import { commands as realCommands } from '../../../src/cli/commands'
import { run } from '../../../src/cli/command-line/run'
import { UsageError } from '../../../src/terminal/usage-error'
import { version } from '../../../package.json'
import { list, pack } from '../support/commands'
import { recordingTerminal } from '../support/recording-terminal'

async function leakguard(args: readonly string[], commands = [pack(), list]) {
  const terminal = recordingTerminal()
  const code = await run(args, { commands, cwd: '/project', terminal })
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') }
}

const overview = `Usage: jest-leakguard <command> [options]

Commands:
  pack  put things into a box
  list  list the boxes

Options:
  --help     show this text
  --version  show the version of jest-leakguard

Exit codes: 0 clean, 1 leaks, 2 incomplete input, 64 wrong usage, 70 internal error.
More about one command: jest-leakguard <command> --help`

const packHelp = `Usage: jest-leakguard pack [file] [-- tool arguments]

put things into a box

One file at a time.

Options:
  --json            print JSON
  --output <value>  where the box goes
  --help            show this text`

test.each([['--help'], ['-h'], ['help']])('%s lists the commands on stdout', async (arg) => {
  expect(await leakguard([arg])).toEqual({ code: 0, stdout: overview, stderr: '' })
})

test('without arguments the same list is words on stderr, and wrong usage', async () => {
  expect(await leakguard([])).toEqual({ code: 64, stdout: '', stderr: overview })
})

test.each([['--version'], ['-v']])('%s prints the version of the package', async (arg) => {
  expect(await leakguard([arg])).toEqual({ code: 0, stdout: version, stderr: '' })
})

test.each([[['pack', '--help']], [['pack', '-h']], [['pack', '--json', '--help']], [['help', 'pack']]])(
  '%j explains one command',
  async (args) => {
    expect(await leakguard(args)).toEqual({ code: 0, stdout: packHelp, stderr: '' })
  },
)

test.each([
  [['pakc'], 'unknown command `pakc`; did you mean `pack`?'],
  [['monitor'], 'unknown command `monitor`; valid: pack, list'],
  [['help', 'lits'], 'unknown command `lits`; did you mean `list`?'],
  [['--verson'], 'unknown option `--verson`; did you mean `--version`?'],
  [['--json'], 'unknown option `--json`; valid: --help, --version'],
])('%j is wrong usage', async (args, message) => {
  expect(await leakguard(args)).toEqual({ code: 64, stdout: '', stderr: `leakguard: ${message}` })
})

test('a command gets its options, the directory and what stands after --, and gives the exit code', async () => {
  const inputs: CommandInput[] = []
  const command = pack((input) => {
    inputs.push(input)
    return 2
  })

  expect((await leakguard(['pack', 'a.txt', '--json', '--', '-h', '--ci'], [command])).code).toBe(2)
  expect(inputs).toMatchObject([
    { options: { json: true }, positionals: ['a.txt'], rest: ['-h', '--ci'], cwd: '/project' },
  ])
})

test('a UsageError of a command is wrong usage', async () => {
  const command = pack(() => {
    throw new UsageError('the box is closed')
  })
  expect(await leakguard(['pack'], [command])).toEqual({
    code: 64,
    stdout: '',
    stderr: 'leakguard: the box is closed',
  })
})

test.each([
  [
    'an error',
    new TypeError('cannot read lid'),
    /^leakguard: internal error, please report it: TypeError: cannot read lid\n {4}at /,
  ],
  ['anything else', 'a string', /^leakguard: internal error, please report it: a string$/],
])('%s that a command throws is an internal one', async (_what, thrown, message) => {
  const command = pack(() => {
    // Packages that throw strings exist.
    throw thrown as Error
  })
  const { code, stderr } = await leakguard(['pack'], [command])

  expect(code).toBe(70)
  expect(stderr).toMatch(message)
})

test('every real command has a help text that fits a terminal', async () => {
  const { stdout } = await leakguard(['--help'], [...realCommands])
  for (const { name, summary } of realCommands) {
    expect(stdout).toContain(`  ${name}`)
    expect(stdout).toContain(summary)
    const help = (await leakguard([name, '--help'], [...realCommands])).stdout
    expect(help).toContain(`Usage: jest-leakguard ${name}`)
    expect(help.split('\n').filter((line) => line.length > 110)).toEqual([])
  }
})
