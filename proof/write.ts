import { headOf, loading, type Syntax, testFileOf } from './head'
import type { Block, Closing, Hook, Plant, Style, Test, TestFile } from './model'
import { noiseText } from './noises'
import { openersFile } from './openers'
import { resourceOf } from './resources'

/** The files of one generated test file, by path below the project. */
export type Sources = Readonly<Record<string, string>>

/** The test file, and its setup file if it has one; each line that opens something ends with `// p<id>`. */
export function written(name: string, file: TestFile, syntax: Syntax): Sources {
  const { retries, setup, root } = file
  const body = blockLines(root)
  const lines = [
    ...headOf(syntax),
    loading(syntax, 'openers', openersFile(syntax)),
    'const closeNext = []',
    'const closeAfterEachOfFile = []',
    'const closeAfterAllOfFile = []',
    'const closeAll = async (closers) => { for (const close of closers.splice(0)) await close() }',
    'const attempts = {}',
    'afterEach(() => closeAll(closeAfterEachOfFile))',
    'afterAll(() => closeAll(closeAfterAllOfFile))',
    ...(retries > 0 ? [`jest.retryTimes(${String(retries)})`] : []),
    ...body,
    ...(leavesWork(root)
      ? [`test('${waitingTest}', async () => {`, '  await kit.settled()', '  await kit.sleep(3)', '})']
      : []),
    'afterAll(async () => {',
    '  await closeAll(closeNext)',
    '  kit.flush(__filename)',
    '})',
  ]
  return {
    [testFileOf(name, syntax)]: `${lines.join('\n')}\n`,
    ...(setup.length > 0
      ? {
          [`${name}.setup.cjs`]: `${[...headOf('commonjs'), ...declared(setup), ...setup.flatMap(plantInBody)].join('\n')}\n`,
        }
      : {}),
  }
}

/** The last test of a file that leaves work behind. */
export const waitingTest = 'waits for what was left behind'

export function leavesWork({ children }: Block): boolean {
  return children.some((child) =>
    child.kind === 'block'
      ? leavesWork(child)
      : child.plants.some(({ place }) => place === 'in work left behind'),
  )
}

/** What stands in a describe block, or at the top of a file. */
function blockLines({ body, hooks, children }: Block): string[] {
  return [
    'const closeAfterEach = []',
    'const closeAfterAll = []',
    'afterEach(() => closeAll(closeAfterEach))',
    'afterAll(() => closeAll(closeAfterAll))',
    ...declared(body),
    ...body.flatMap(plantInBody),
    ...hooks.flatMap(hookLines),
    ...children.flatMap((child) => (child.kind === 'block' ? describeLines(child) : testLines(child))),
  ]
}

function describeLines(block: Block): string[] {
  const start =
    block.rows > 0
      ? `describe.each(${rowsOf(block.rows)})('b${String(block.id)} %i', () => {`
      : `describe('b${String(block.id)}', () => {`
  return [start, ...indented(blockLines(block)), '})']
}

const rowsOf = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, row) => row + 1))

/** Synchronous, and owned by whoever defines the block. */
function plantInBody(plant: Plant): string[] {
  return [
    ...opening(plant, 'sync'),
    ...(plant.closing === 'body' ? [`;${closerOf(plant, 'sync')}`] : registration(plant)),
  ]
}

function hookLines({ name, style, plants }: Hook): string[] {
  const body = [`kit.log('${name}')`, ...plantsLines(plants, style, [])]
  return functionLines(`${name}(`, style, '', body, ')')
}

function testLines(test: Test): string[] {
  const { id, outcome, rows, concurrent, style } = test
  const title = `t${String(id)}`
  if (outcome === 'is to do') return [`test.todo('${title}')`]
  const declaration = ['test', ...(concurrent ? ['concurrent'] : []), ...modifierOf(test)].join('.')
  const start =
    rows > 0 ? `${declaration}.each(${rowsOf(rows)})('${title} %i', ` : `${declaration}('${title}', `
  const argument = rows > 0 ? 'row' : ''
  const ending = endingOf(test, rows > 0 ? `'${title} ' + row` : `'${title}'`)
  const body = [
    `kit.log('${title}')`,
    ...(concurrent || style === 'sync' ? [] : [`${waitOf(style)}closeAll(closeNext)`]),
    ...test.noises.flatMap((noise) => ['{', ...indented(noiseText(noise).lines.map(inStyle(style))), '}']),
    ...plantsLines(test.plants, style, ending),
  ]
  return functionLines(start, style, argument, body, outcome === 'times out' ? ', 150)' : ')')
}

function modifierOf({ outcome }: Test): string[] {
  if (outcome === 'fails as expected') return ['failing']
  return outcome === 'is skipped' ? ['skip'] : []
}

/** How the test ends before its own clean-up. */
function endingOf({ id, outcome, style }: Test, title: string): string[] {
  switch (outcome) {
    case 'fails':
      return id % 2 === 0 ? [`throw new Error('planned ${String(id)}')`] : ['expect(1).toBe(2)']
    case 'fails as expected':
      return [`throw new Error('planned ${String(id)}')`]
    case 'fails once':
      return [
        `attempts[${title}] = (attempts[${title}] ?? 0) + 1`,
        `if (attempts[${title}] === 1) throw new Error('planned ${String(id)}')`,
      ]
    case 'times out':
      return [`${waitOf(style)}new Promise(() => {})`]
    default:
      return []
  }
}

/** Opens all, ends as it should, and closes. */
function plantsLines(plants: readonly Plant[], style: Style, ending: readonly string[]): string[] {
  const closers = (closing: Closing): string[] =>
    plants.filter((plant) => plant.closing === closing).map((plant) => `;${closerOf(plant, style)}`)
  const work = [
    ...plants.flatMap((plant) =>
      // The line that changed state is found in the text: the first that could have.
      resourceOf(plant.resource).kind === 'state'
        ? [...opening(plant, style), ...registration(plant)]
        : [...registration(plant), ...opening(plant, style)],
    ),
    ...ending,
    ...closers('body'),
    ...plants.filter(({ closing }) => closing === 'not awaited').map(unawaitedCloserOf),
  ]
  const last = closers('finally')
  return [
    ...declared(plants),
    ...(last.length === 0 ? work : ['try {', ...indented(work), '} finally {', ...indented(last), '}']),
  ]
}

const declared = (plants: readonly Plant[]): string[] => plants.map(({ id }) => `const x${String(id)} = []`)

const lists: Readonly<Partial<Record<Closing, string>>> = {
  afterEach: 'closeAfterEach',
  afterAll: 'closeAfterAll',
  'next test': 'closeNext',
  'afterEach of the file': 'closeAfterEachOfFile',
  'afterAll of the file': 'closeAfterAllOfFile',
  'when the test has finished': 'kit.whenFinished',
}

/** Hands the clean-up to a hook, before anything is opened. */
function registration(plant: Plant): string[] {
  const list = lists[plant.closing]
  return list === undefined ? [] : [`${list}.push(() => ${closerOf(plant, 'sync')})`]
}

/** An expression that closes all that a plant has opened. */
function closerOf({ id, resource }: Plant, style: Style): string {
  const { close, closeWaits } = resourceOf(resource)
  const each = `for (const x of x${String(id)}.splice(0)) { ${close} }`
  return closeWaits === true
    ? `${style === 'sync' ? '' : waitOf(style)}(async () => { ${each} })()`
    : `(() => { ${each} })()`
}

/** A statement that closes all at once, and waits for none. */
function unawaitedCloserOf({ id, resource }: Plant): string {
  return `for (const x of x${String(id)}.splice(0)) void (async () => { ${resourceOf(resource).close} })()`
}

function opening(plant: Plant, style: Style): string[] {
  const { id, resource, place, times } = plant
  const { open, waits } = resourceOf(resource)
  const expression = place === 'in a module' ? `openers[${JSON.stringify(resource)}]()` : open
  const line = (wait: string): string =>
    `x${String(id)}.push(${waits === true ? wait : ''}${expression}) // p${String(id)}`
  const repeat = (lines: string[]): string[] =>
    times === 1 ? lines : [`for (let i = 0; i < ${String(times)}; i++) {`, ...indented(lines), '}']
  const within = (start: string, end: string): string[] => [
    `${waitOf(style)}${start}`,
    ...indented(repeat([line('await ')])),
    end,
  ]
  const wait = waitOf(style)
  switch (place) {
    case 'after an await':
      return [`${wait}kit.sleep(1)`, `${wait}Promise.resolve()`, ...repeat([line(wait)])]
    case 'in then':
      return within('Promise.resolve().then(async () => {', '})')
    case 'in a method':
      return within('new (class Service { async start() {', '} })().start()')
    case 'in a timer':
      return within('kit.inTimer(async () => {', '})')
    case 'in an immediate':
      return within('kit.inImmediate(async () => {', '})')
    case 'in a tick':
      return within('kit.inTick(async () => {', '})')
    case 'in an event':
      return within('kit.inEvent(new EventEmitter(), async () => {', '})')
    case 'in a callback of fs':
      return within('kit.inCallback(async () => {', '})')
    case 'in work left behind':
      return ['kit.leaveBehind(async () => {', ...indented(repeat([line('await ')])), '})']
    default:
      return repeat([line(wait)])
  }
}

const waitOf = (style: Style): string => (style === 'generator' ? 'yield ' : 'await ')

const inStyle =
  (style: Style) =>
  (line: string): string =>
    style === 'generator' ? line.replaceAll(/\bawait /g, 'yield ') : line

/** A test's or a hook's function in each of the styles that Jest knows. */
function functionLines(
  start: string,
  style: Style,
  argument: string,
  body: readonly string[],
  end: string,
): string[] {
  const inside = indented(body)
  switch (style) {
    case 'sync':
      return [`${start}(${argument}) => {`, ...inside, `}${end}`]
    case 'async':
      return [`${start}async (${argument}) => {`, ...inside, `}${end}`]
    case 'promise':
      return [`${start}(${argument}) => (async () => {`, ...inside, `})()${end}`]
    case 'generator':
      return [`${start}function* (${argument}) {`, ...inside, `}${end}`]
    case 'done':
      return [
        `${start}(${[argument, 'done'].filter((each) => each !== '').join(', ')}) => {`,
        '  (async () => {',
        ...indented(inside),
        '  })().then(() => done(), done)',
        `}${end}`,
      ]
  }
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
