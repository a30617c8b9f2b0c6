/** What is asked of the process, by functions from before the first test. */
export const { arch, env, pid, platform, version, versions } = process

export const currentDirectory = process.cwd.bind(process)
export const activeResources = process.getActiveResourcesInfo.bind(process)
export const memoryUsage = process.memoryUsage.bind(process)
export const cpuUsage = process.cpuUsage.bind(process)
export const resourceUsage = process.resourceUsage.bind(process)
export const nextTick = process.nextTick.bind(process)
export const getBuiltinModule: (name: string) => object | undefined = process.getBuiltinModule.bind(process)

/** Has `hear` called with what Node warns of, while it does; the sandboxes of tests have a function of their own. */
export function hearWarnings(hear: (warning: unknown) => void): () => void {
  const original = process.emitWarning
  // Somebody else may have put a function of his own around this one, and keep it.
  let listener: typeof hear | undefined = hear
  const emitWarning = function (this: unknown, ...args: unknown[]): void {
    listener?.(args[0])
    Reflect.apply(original, this, args)
  }
  Reflect.set(process, 'emitWarning', emitWarning)
  return () => {
    listener = undefined
    if (process.emitWarning === emitWarning) process.emitWarning = original
  }
}

/** The object itself, for what is put in place there, or set. */
export const theProcess = process

const { stderr } = process
const write = stderr.write.bind(stderr)

/** Tests share the stream and put spies on its `write`. A stream that is gone takes nothing, without a word. */
export function writeError(text: string): void {
  try {
    write(text)
  } catch {
    // There is nobody else to tell.
  }
}
