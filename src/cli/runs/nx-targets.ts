import { join } from 'node:path'

import { isRecord } from '../../options/validation/value-checks'
import { type JestCommand, readScript } from './jest-command'
import { readJson } from './packages'
import { shownPath } from './shown-path'

/** A target of nx that starts Jest, from the root of the workspace. */
interface NxTarget {
  /** `nx test web` */
  readonly from: string
  readonly command: JestCommand
}

/** What nx runs in a directory: the executor of its Jest plugin, or commands. */
export function nxTargets(directory: string, root: string): NxTarget[] {
  const project = readJson(join(directory, 'project.json'))
  const { nx } = readJson(join(directory, 'package.json'))
  const targets = {
    ...(isRecord(nx) && isRecord(nx.targets) && nx.targets),
    ...(isRecord(project.targets) && project.targets),
  }
  const place = shownPath(directory, root) || '.'
  const placed = (text: string): string =>
    text.replaceAll('{projectRoot}', place).replaceAll('{workspaceRoot}', '.')
  return Object.entries(targets).flatMap(([name, target]) => {
    if (!isRecord(target)) return []
    const from = `nx ${name} ${typeof project.name === 'string' ? project.name : place}`
    return commandsOf(target, placed).map((command) => ({ from, command }))
  })
}

function commandsOf(
  { executor, command, options: given }: Record<string, unknown>,
  placed: (text: string) => string,
): JestCommand[] {
  const options = isRecord(given) ? given : {}
  const { jestConfig, cwd } = options
  if (/^@(?:nx|nrwl)\/jest:jest$/.test(String(executor)) && typeof jestConfig === 'string')
    return [{ directory: '.', env: {}, nodeArgs: [], args: ['--config', placed(jestConfig)] }]
  const several: unknown[] = Array.isArray(options.commands) ? options.commands : []
  return [command ?? options.command, ...several].flatMap((each) => {
    const text = isRecord(each) ? each.command : each
    if (typeof text !== 'string') return []
    return readScript(placed(text)).jest.map((jest) => ({
      ...jest,
      directory: join(typeof cwd === 'string' ? placed(cwd) : '.', jest.directory),
    }))
  })
}
