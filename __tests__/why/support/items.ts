import type { Frame } from '../../../src/verdict/leak'
import type { KeptAlive } from '../../../src/why/processes/channel'

export function frame(file: string, line: number, column = 3, name = 'start'): Frame {
  const dependency = /node_modules\/([^/]+)/.exec(file)?.[1]
  return {
    kind: dependency === undefined ? 'project' : 'dependency',
    text: `at ${name} (${file}:${line}:${column})`,
    file,
    line,
    column,
    ...(dependency === undefined ? {} : { package: dependency }),
    loadsModule: false,
  }
}

export function item(overrides: Partial<KeptAlive> = {}): KeptAlive {
  const frames = overrides.frames ?? [frame('/project/setup.ts', 2)]
  return {
    type: 'http-server',
    facts: { protocol: 'HTTP', address: '127.0.0.1:4000' },
    count: 1,
    closing: false,
    frames,
    files: frames.flatMap(({ file }) => file ?? []),
    ...overrides,
  }
}
