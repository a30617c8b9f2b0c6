import { helpOf, hookFor } from './reading/advice'
import { type FileReading, readingOf } from './reading/file'
import { fateOf, keepingOf } from './reading/keeping'
import { type Made, resourcesMadeIn } from './reading/makers'
import type { Phase } from './reading/jest-calls'
import { type Place, placesOf } from './reading/place'
import { type Context, metaOf, type Node, type Rule, type Variable } from './rule'

/** What is opened for each test is closed after each test; what is opened once, once. */
export const hookScopeMatch: Rule = {
  meta: metaOf(
    'hook-scope-match',
    'require that a resource is closed in the hook that matches the one that opens it',
  ),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        if (!reading.isTest) return
        const byVariable = new Map<Variable, Opened[]>()
        for (const made of resourcesMadeIn(context)) {
          const opened = openedIn(made, reading)
          if (opened === undefined) continue
          byVariable.set(opened.variable, [...(byVariable.get(opened.variable) ?? []), opened])
        }
        for (const openings of byVariable.values()) check(openings, context, reading)
      },
    }
  },
}

interface Opened {
  readonly made: Made
  readonly variable: Variable
  readonly places: readonly Place[]
  readonly closes: readonly Node[]
}

function openedIn(made: Made, reading: FileReading): Opened | undefined {
  const keeping = keepingOf(made, reading)
  if (keeping.kind !== 'variable' || isOnceOnly(made.node)) return undefined
  const fate = fateOf(made, keeping, reading)
  if (fate?.opened !== true || fate.closes.length === 0) return undefined
  return { made, variable: keeping.variable, places: placesOf(made.node, reading), closes: fate.closes }
}

/** `store ??= open()`, or after `if (store === undefined)`: the second test finds it open. */
function isOnceOnly(node: Node): boolean {
  let current: Node | null | undefined = node
  while (current != null && !/Function|Program/.test(current.type)) {
    if (current.type === 'IfStatement' || current.type === 'ConditionalExpression') return true
    if (current.type === 'AssignmentExpression' && current.operator !== '=') return true
    current = current.parent
  }
  return false
}

function check(openings: readonly Opened[], context: Context, reading: FileReading): void {
  const [first] = openings
  if (first === undefined) return
  const closedIn = phasesOf(first.closes.flatMap((close) => placesOf(close, reading)))
  const openedIn = phasesOf(openings.flatMap(({ places }) => places))
  const only = (phases: ReadonlySet<Phase>, phase: Phase): boolean => phases.size === 1 && phases.has(phase)
  const { made, variable } = first
  const tell = (phase: Phase, message: string): void =>
    context.report({
      node: made.node,
      message: `${made.maker.what} ${message}: ${helpOf(made.maker, phase, variable.name)}`,
    })
  if (only(openedIn, 'beforeEach') && only(closedIn, 'afterAll'))
    tell(
      'beforeEach',
      'is opened in `beforeEach` for every test and closed once, in `afterAll`: move the close to `afterEach`',
    )
  else if (only(openedIn, 'beforeAll') && only(closedIn, 'afterEach'))
    tell(
      'beforeAll',
      `is opened once, in \`beforeAll\`, and closed after the first test, in \`afterEach\`: move the close to \`${hookFor('beforeAll')}\``,
    )
  else if (only(openedIn, 'test') && testsIn(openings) > 1 && only(closedIn, 'afterAll'))
    tell('test', `is opened by ${String(testsIn(openings))} tests and closed once, in \`afterAll\``)
}

function testsIn(openings: readonly Opened[]): number {
  return new Set(openings.flatMap(({ places }) => places.map(({ fn }) => fn))).size
}

function phasesOf(places: readonly Place[]): ReadonlySet<Phase> {
  return new Set(places.map(({ phase }) => phase))
}
