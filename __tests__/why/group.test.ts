import { group } from '../../src/why/group'
import { frame, item } from './support/items'

const timer = (line: number, column = 3) =>
  item({ type: 'timer', facts: { delay: 10 }, frames: [frame('/project/setup.ts', line, column)] })

test('equal things of one line are one entry with a count', () => {
  expect(group([timer(4), timer(4), timer(4)])).toEqual([{ ...timer(4), count: 3 }])
})

test('other lines, other columns and other types are other entries', () => {
  const items = [timer(4), timer(5), timer(4, 9), item({ frames: [frame('/project/setup.ts', 4)] })]
  expect(group(items)).toEqual(items)
})

test.each(['pipe', 'message-port', 'file-operation', 'dns-request'] as const)(
  'a %s goes with what the same line opened',
  (type) => {
    const child = item({ type: 'child-process' })
    const minor = item({ type, facts: {} })
    expect(group([minor, child])).toEqual([child])
    expect(group([minor])).toEqual([minor])
    expect(group([item({ type, frames: [frame('/project/setup.ts', 99)] }), child])).toHaveLength(2)
  },
)

test('things without a line are counted by type and never taken for parts', () => {
  const nowhere = { frames: [], files: [] }
  const [server, pipe] = [item(nowhere), item({ type: 'pipe', ...nowhere })]
  expect(group([server, pipe, pipe])).toEqual([server, { ...pipe, count: 2 }])
})
