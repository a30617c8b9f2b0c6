import type { Command, CommandInput } from '../../../src/cli/command-line/command'

/** A command of every kind of argument; `onRun` sees its input and gives the exit code. */
export function pack(onRun: (input: CommandInput) => number = () => 0): Command {
  return {
    name: 'pack',
    summary: 'put things into a box',
    usage: 'pack [file] [-- tool arguments]',
    details: ['One file at a time.'],
    options: {
      json: { type: 'boolean', summary: 'print JSON' },
      output: { type: 'string', summary: 'where the box goes' },
    },
    maxPositionals: 1,
    takesRest: true,
    run: (input) => Promise.resolve(onRun(input)),
  }
}

export const list: Command = {
  name: 'list',
  summary: 'list the boxes',
  usage: 'list',
  details: [],
  options: {},
  maxPositionals: 0,
  takesRest: false,
  run: () => Promise.resolve(0),
}
