import path from 'node:path'
import { cacheRoot, fillOnce } from './cache'
import { install, NotPublishedError } from './install'

/** A line of Node that the fixtures can run on. */
export type NodeLine = '20' | '22' | '24' | '26'

const versions: Record<NodeLine, string> = {
  '20': '20.20.2',
  '22': '22.23.3',
  '24': '24.21.0',
  '26': '26.10.0',
}

export const allNodeLines = Object.keys(versions) as NodeLine[]

/** The binary of each line, installed once per machine; the running line is the running binary. */
export async function prepareNodeBinaries(): Promise<Partial<Record<NodeLine, string>>> {
  const binaries = allNodeLines.map(async (line) => [line, await binaryOf(line)] as const)
  return Object.fromEntries((await Promise.all(binaries)).filter(([, binary]) => binary !== undefined))
}

async function binaryOf(line: NodeLine): Promise<string | undefined> {
  if (process.versions.node.startsWith(`${line}.`)) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const version = versions[line]
  try {
    const home = await fillOnce(path.join(cacheRoot, `node-${version}`), (aside) =>
      install('npm', aside, { [name]: version }),
    )
    return path.join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch (error) {
    if (!(error instanceof NotPublishedError)) throw error
    process.stderr.write(`e2e: skipped the tests on Node ${line}: there is no package ${name}@${version}\n`)
    return undefined
  }
}
