import { commandsIn, type Words } from './shell'

/** How a script starts Jest. */
export interface JestCommand {
  /** Where, relative to the package: after a `cd`. */
  readonly directory: string
  /** Variables that it sets, `NODE_OPTIONS` above all. */
  readonly env: Readonly<Record<string, string>>
  /** Options of Node in front of Jest's file. */
  readonly nodeArgs: readonly string[]
  /** Everything behind `jest`. */
  readonly args: readonly string[]
}

/** What a script runs that matters here. */
export interface ScriptRuns {
  readonly jest: readonly JestCommand[]
  /** Tools that bring a configuration of Jest of their own, such as `react-scripts test`. */
  readonly foreign: readonly string[]
}

const assignment = /^([A-Za-z_]\w*)=(.*)$/s
/** Jest's file, its link, or what asks the package manager for them. */
const jestWord = /(?:^|[\\/])jest(?:\.js|\.cmd)?$|^\$\(.*\bbin jest\)$/
/** What starts another program. */
const launchers =
  /^(?:npx|pnpx|bunx|yarn|pnpm|npm|exec|run|dlx|cross-env|cross-env-shell|env|dotenv|dotenvx|env-cmd|dotenv-cli|nyc|c8|time|nice|command|--)$/
const node = /(?:^|[\\/])(?:node|tsx)(?:\.exe)?$/
/** Options, of launchers and of Node, whose value is the next word. */
const withValue =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|-e|-f|-p|--package|--env-file)$/

const foreign: readonly (readonly [name: RegExp, words: RegExp])[] = [
  [/(?:^|[\\/])(?:react-scripts|craco|react-app-rewired|kcd-scripts|tsdx|dts)$/, /^test$/],
  [/(?:^|[\\/])wp-scripts$/, /^test-unit-js$/],
  [/(?:^|[\\/])vue-cli-service$/, /^test:unit$/],
  [/(?:^|[\\/])backstage-cli$/, /^(?:package|repo) test$/],
]

/** Reads how a script of `package.json` runs Jest. */
export function readScript(script: string): ScriptRuns {
  const found: JestCommand[] = []
  const others: string[] = []
  let directory = '.'
  const exported: Record<string, string> = {}
  for (const words of commandsIn(script)) {
    if (words[0] === 'cd' && words[1] !== undefined) directory = words[1]
    // `set` is that of cmd.exe.
    if (words[0] === 'export' || words[0] === 'set') Object.assign(exported, assignmentsOf(words))
    const command = readCommand(words)
    if (command !== undefined) found.push({ directory, ...command, env: { ...exported, ...command.env } })
    const tool = foreignTool(words)
    if (tool !== undefined) others.push(tool)
  }
  return { jest: found, foreign: others }
}

function readCommand(words: Words): Omit<JestCommand, 'directory'> | undefined {
  const env: Record<string, string> = {}
  const nodeArgs: string[] = []
  let isNode = false
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [, name, value = ''] = assignment.exec(word) ?? []
    if (jestWord.test(word)) return { env, nodeArgs, args: words.slice(index + 1) }
    if (name !== undefined && !isNode) env[name] = value
    else if (node.test(word)) isNode = true
    else if (word.startsWith('-')) {
      const option = withValue.test(word) ? [word, words[++index] ?? ''] : [word]
      // A debugger waits for somebody.
      if (isNode && !/^--(?:$|inspect)/.test(word)) nodeArgs.push(...option)
    } else if (!launchers.test(word)) return undefined
  }
  return undefined
}

function assignmentsOf(words: Words): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word) => {
      const [, name, value = ''] = assignment.exec(word) ?? []
      return name === undefined ? [] : [[name, value]]
    }),
  )
}

function foreignTool(words: Words): string | undefined {
  const start = words.findIndex((word) => !assignment.test(word) && !launchers.test(word))
  const [name = '', ...rest] = words.slice(Math.max(0, start))
  const known = foreign.find(
    ([tool, action]) =>
      tool.test(name) && (action.test(rest[0] ?? '') || action.test(rest.slice(0, 2).join(' '))),
  )
  return known === undefined ? undefined : `${name.replace(/^.*[\\/]/, '')} ${rest[0] ?? ''}`
}
