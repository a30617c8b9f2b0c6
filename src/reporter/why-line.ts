/** The part of `process` that says how this Jest was started. */
export type Started = Pick<NodeJS.Process, 'argv' | 'env' | 'execArgv' | 'platform'>

/** The command that runs the same Jest under `jest-leakguard why`, to be pasted into a shell. */
export function whyLine(started: Started): string {
  const { argv, platform } = started
  const windows = platform === 'win32'
  const args = argv.slice(2).map(windows ? quoteForWindows : quoteForShell)
  const command = ['npx jest-leakguard why', ...(args.length > 0 ? ['--', ...args] : [])].join(' ')
  const nodeOptions = nodeOptionsOf(started)
  if (nodeOptions === '') return command
  return windows
    ? `set "NODE_OPTIONS=${nodeOptions}" && ${command}`
    : `NODE_OPTIONS=${quoteForShell(nodeOptions)} ${command}`
}

/** Without options like --experimental-vm-modules the run would not be the same. */
function nodeOptionsOf({ env, execArgv }: Started): string {
  const typed = execArgv.filter((arg) => !/^--(?:inspect|debug)/.test(arg))
  // The variable may come from anywhere: only switches of Node's are repeated, never a value.
  const inherited = (env.NODE_OPTIONS ?? '')
    .split(/\s+/)
    .filter((arg) => /^--(?:no-)?experimental-[\w-]+$/.test(arg))
  return [...new Set([...inherited, ...typed])].join(' ')
}

function quoteForShell(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`
}

function quoteForWindows(arg: string): string {
  return /^[\w@+=:,./\\-]+$/.test(arg) ? arg : `"${arg.replaceAll('"', '\\"')}"`
}
