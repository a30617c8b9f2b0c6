import { listWords } from '../options/validation/describe-value'
import { nearestName } from '../options/validation/nearest-name'
import type { Command } from './command-line/command'
import { exitCode } from './command-line/exit-code'
import { helpOption } from './command-line/parse-arguments'
import { UsageError } from '../terminal/usage-error'

const shells: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish }

/** `jest-leakguard completion`: what a shell needs to complete the commands, from the same table as their help. */
export function completionFor(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    summary: 'print the completion script of a shell',
    usage: `completion ${Object.keys(shells).join('|')}`,
    details: [
      'Examples:',
      '  source <(jest-leakguard completion bash)',
      '  jest-leakguard completion zsh > "${fpath[1]}/_leakguard"',
      '  jest-leakguard completion fish > ~/.config/fish/completions/leakguard.fish',
    ],
    options: {},
    words: Object.keys(shells),
    maxPositionals: 1,
    takesRest: false,
    run: ({ positionals: [shell = ''], terminal }) => {
      const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined
      if (script === undefined) {
        const nearest = nearestName(shell, Object.keys(shells))
        const hint = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`
        throw new UsageError(`expected ${listWords(Object.keys(shells))}, got \`${shell}\`${hint}`)
      }
      terminal.data(script(commands()))
      return Promise.resolve(exitCode.clean)
    },
  }
}

function optionsOf(command: Command): (readonly [name: string, summary: string])[] {
  return Object.entries({ ...command.options, help: helpOption }).map(([name, { summary }]) => [
    name,
    summary,
  ])
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const words = [...(command.words ?? []), ...optionsOf(command).map(([name]) => `--${name}`)]
    return `    ${command.name}) words="${words.join(' ')}" ;;`
  })
  return [
    '_leakguard() {',
    `  local words="${commands.map(({ name }) => name).join(' ')} --help --version"`,
    '  [[ $COMP_CWORD -gt 1 ]] && case "${COMP_WORDS[1]}" in',
    ...cases,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _leakguard jest-leakguard leakguard',
  ].join('\n')
}

function zsh(commands: readonly Command[]): string {
  return [
    '#compdef jest-leakguard leakguard',
    '_leakguard() {',
    '  if (( CURRENT == 2 )); then',
    '    local -a commands=(',
    ...commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`),
    '    )',
    '    _describe command commands',
    '    return',
    '  fi',
    '  case $words[2] in',
    ...commands.map((command) => {
      const options = optionsOf(command).map(([name, summary]) =>
        quoted(`--${name}[${summary.replaceAll(/[[\]:]/g, (mark) => `\\${mark}`)}]`),
      )
      const words =
        command.words === undefined ? "'*:file:_files'" : quoted(`*:word:(${command.words.join(' ')})`)
      return `    ${command.name}) _arguments ${[...options, words].join(' ')} ;;`
    }),
    '  esac',
    '}',
    'compdef _leakguard jest-leakguard leakguard',
  ].join('\n')
}

function fish(commands: readonly Command[]): string {
  return commands
    .flatMap((command) => {
      const when = `complete -c leakguard -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`
      return [
        `complete -c leakguard -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
        ...(command.words === undefined ? [] : [`${when} -a ${quoted(command.words.join(' '))}`]),
        ...optionsOf(command).map(([name, summary]) => `${when} -l ${name} -d ${quoted(summary)}`),
      ]
    })
    .join('\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
