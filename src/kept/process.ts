/** What is asked of the process, by functions from before the first test. */
export const { arch, env, pid, platform, version, versions } = process

export const currentDirectory = process.cwd.bind(process)
export const activeResources = process.getActiveResourcesInfo.bind(process)
export const memoryUsage = process.memoryUsage.bind(process)
export const cpuUsage = process.cpuUsage.bind(process)
export const resourceUsage = process.resourceUsage.bind(process)
export const nextTick = process.nextTick.bind(process)
export const getBuiltinModule: (name: string) => object | undefined = process.getBuiltinModule.bind(process)

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
