/** Options of Jest that decide which configuration it runs, and how; each takes a value. */
const choosing = new Set([
  'config',
  'projects',
  'rootDir',
  'env',
  'testEnvironment',
  'testEnvironmentOptions',
  'preset',
  'reporters',
  'selectProjects',
  'testMatch',
  'testRegex',
])
const switches = new Set(['forceExit', 'detectOpenHandles', 'injectGlobals'])
/** Those that take all words up to the next option. */
const lists = new Set(['projects', 'reporters', 'selectProjects', 'testMatch', 'testRegex'])

/** One option with what belongs to it, as it is written. */
export interface GivenOption {
  readonly name: string
  readonly words: readonly string[]
}

/** The options of a command line of Jest that choose its configuration; patterns, `--watch` and the like stay out. */
export function configOptions(args: readonly string[]): GivenOption[] {
  const options: GivenOption[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') break
    const name = nameOf(arg)
    if (name === undefined || !(choosing.has(name) || switches.has(name))) continue
    if (arg.includes('=') || switches.has(name)) options.push({ name, words: [arg] })
    else {
      const words = [arg]
      do words.push(args[++index] ?? '')
      while (lists.has(name) && index + 1 < args.length && !(args[index + 1] ?? '-').startsWith('-'))
      options.push({ name, words })
    }
  }
  return options
}

/** The value of an option with one; `undefined` when it is not given. */
export function valueIn(options: readonly GivenOption[], ...names: readonly string[]): string | undefined {
  const found = options.findLast(({ name }) => names.includes(name))
  if (found === undefined) return undefined
  const [first = '', second] = found.words
  return second ?? first.slice(first.indexOf('=') + 1)
}

/** yargs knows `--root-dir` and `--rootDir`. */
function nameOf(arg: string): string | undefined {
  if (arg === '-c' || arg.startsWith('-c=')) return 'config'
  const [, name] = /^--([\w-]+)/.exec(arg) ?? []
  return name?.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
}
