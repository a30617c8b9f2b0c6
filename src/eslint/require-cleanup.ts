import { closeCode, helpOf, hookFor, isClosedElsewhere, placeName } from './reading/advice'
import { type FileReading, readingOf, walk } from './reading/file'
import { fateOf, keepingOf } from './reading/keeping'
import { type Made, resourcesMadeIn } from './reading/makers'
import { type Place, placeOf, placesOf } from './reading/place'
import { repeaterOf } from './reading/repetition'
import { enclosingFunction, isFunction, isWithin, statementOf } from './reading/syntax'
import { type Context, type Fix, metaOf, type Node, type Problem, type Rule, type Variable } from './rule'

const scoped = /^(?:test|beforeEach|beforeAll)$/

/** What a test or hook opens, the file closes. */
export const requireCleanup: Rule = {
  meta: metaOf('require-cleanup', 'require that tests and hooks close what they open', {
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: { evenIfTestFails: { type: 'boolean' } },
        additionalProperties: false,
      },
    ],
  }),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        if (!reading.isTest) return
        const told = new Set<Variable>()
        for (const made of resourcesMadeIn(context)) {
          const place = placesOf(made.node, reading).find(({ phase }) => scoped.test(phase))
          if (place !== undefined && repeaterOf(made.node, reading) === undefined)
            check(made, place, context, reading, told)
        }
      },
    }
  },
}

function check(made: Made, place: Place, context: Context, reading: FileReading, told: Set<Variable>): void {
  const { maker, node } = made
  const keeping = keepingOf(made, reading)
  if (keeping.kind === 'elsewhere' || isClosedElsewhere(maker, reading)) return
  const report = (what: string, name?: string, suggest: Problem['suggest'] = []): void =>
    context.report({
      node,
      message: `${maker.what}, opened ${placeName(place)}, ${what}: ${helpOf(maker, place.phase, name)}`,
      suggest,
    })
  if (keeping.kind === 'dropped') {
    if (keeping.opened) report('is kept by nobody, so that nobody can close it')
    return
  }
  const { variable } = keeping
  const fate = fateOf(made, keeping, reading)
  if (fate?.opened !== true || told.has(variable)) return
  if (fate.closes.length === 0) {
    told.add(variable)
    report('is never closed', variable.name, suggestionFor(made, variable, place, context))
    return
  }
  const fn = enclosingFunction(node)
  if (fn === undefined || !variable.defs.some((definition) => isWithin(definition.node, fn))) return
  const gap = returnBefore(fn, node, fate.closes, reading)
  if (gap !== undefined)
    report(`is not closed when line ${String(gap.loc.start.line)} returns`, variable.name)
  else if (isStrict(context) && place.phase === 'test' && fate.closes.every((close) => isStraight(close, fn)))
    report('is closed only when the test passes', variable.name)
}

function isStrict({ options }: Context): boolean {
  const [first] = options ?? []
  return (first as { evenIfTestFails?: boolean } | undefined)?.evenIfTestFails === true
}

/** A statement of the test's own that returns before anything is closed. */
function returnBefore(
  fn: Node,
  made: Node,
  closes: readonly Node[],
  { source }: FileReading,
): Node | undefined {
  if (!closes.every((close) => isStraight(close, fn))) return undefined
  const [first = Infinity] = closes.map(({ range }) => range[0]).sort((a, b) => a - b)
  let found: Node | undefined
  walk(fn, source.visitorKeys, (node) => {
    if (node !== fn && isFunction(node)) return 'skip'
    if (node.type === 'ReturnStatement' && node.range[0] > made.range[1] && node.range[1] < first)
      found ??= node
    return undefined
  })
  return found
}

/** Does a line run in the function's own course, outside of `finally`? */
function isStraight(node: Node, fn: Node): boolean {
  let current: Node | null | undefined = node
  while (current != null && current !== fn) {
    if (isFunction(current)) return false
    if (current.parent?.type === 'TryStatement' && current.parent.finalizer === current) return false
    current = current.parent
  }
  return current === fn
}

function suggestionFor(
  { maker, node }: Made,
  variable: Variable,
  place: Place,
  { sourceCode }: Context,
): Problem['suggest'] {
  const hook = hookFor(place.phase)
  const fn = enclosingFunction(node)
  const isLocal = fn !== undefined && variable.defs.some((definition) => isWithin(definition.node, fn))
  const close = closeCode(maker, variable.name)
  if (isLocal) {
    const statement = statementOf(node)
    const block = statement.parent
    // What is opened in a block of its own, or by a helper, is closed by whoever knows when.
    if (block?.type !== 'BlockStatement' || block.parent !== fn || placeOf(node).phase !== place.phase)
      return []
    if (close.startsWith('await') && fn.async !== true) return []
    const fix: Fix = (fixer) => [
      // On a line of its own: where statements end without a semicolon, `try` must not continue one.
      fixer.insertTextAfter(statement, `\n${' '.repeat(statement.loc.start.column)}try {`),
      fixer.replaceTextRange([block.range[1] - 1, block.range[1]], `} finally { ${close} } }`),
    ]
    return [{ desc: `close it in \`finally\`: \`${close}\``, fix }]
  }
  if (place.call === undefined) return []
  const statement = statementOf(place.call)
  const indent = ' '.repeat(statement.loc.start.column)
  const optional =
    place.phase === 'test' && variable.name !== ''
      ? close.replace(`${variable.name}.`, `${variable.name}?.`)
      : close
  const isAsync = optional.startsWith('await')
  const code = `\n\n${indent}${hook}(${isAsync ? 'async ' : ''}() => {\n${indent}  ${optional}${sourceCode.text.includes(';\n') ? ';' : ''}\n${indent}})${sourceCode.text.includes(';\n') ? ';' : ''}`
  return [
    { desc: `add \`${hook}\` with \`${optional}\``, fix: (fixer) => fixer.insertTextAfter(statement, code) },
  ]
}
