import { type FileReading, functionOf, readingOf, walk } from './reading/file'
import { placesOf } from './reading/place'
import { at, inside, isCall, isDropped, isFunction, nameOf, pathOf } from './reading/syntax'
import { metaOf, type Node, type Rule } from './rule'

/** A loop that is told to end goes on until it looks: whoever tells it to has to wait for it. */
export const noUnawaitedTask: Rule = {
  meta: metaOf('no-unawaited-task', 'require that tests wait for the loops that they start and stop'),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        if (!reading.isTest) return
        for (const call of reading.calls) {
          if (call.type !== 'CallExpression') continue
          const task = taskOf(call, reading)
          if (task === undefined || !isForgotten(call)) continue
          if (!placesOf(call, reading).some(({ phase }) => /^(?:test|before|after)/.test(phase))) continue
          context.report({
            node: call,
            message: `nobody waits for the loop in \`${task}()\`: keep its promise, tell it to end, and \`await\` the promise before the test or hook is over`,
          })
        }
      },
    }
  },
}

/** The name of an asynchronous function of the file that goes on until it is told to end. */
function taskOf(call: Node, reading: FileReading): string | undefined {
  const callee = at(call, 'callee')
  const fn = callee === undefined ? undefined : functionOf(inside(callee), reading)
  if (fn?.async !== true) return undefined
  const loops: Node[] = []
  walk(fn, reading.source.visitorKeys, (node) => {
    if (node !== fn && isFunction(node)) return 'skip'
    if (isLasting(node) && waitsWithin(node, reading)) loops.push(node)
    return undefined
  })
  return loops.length > 0 ? nameOf(callee) : undefined
}

/** `while (running)`, `for (;;)`, `for await (… of …)`: nothing in it says how often. */
function isLasting(node: Node): boolean {
  if (node.type === 'ForStatement') return at(node, 'test') === undefined
  if (node.type !== 'WhileStatement' && node.type !== 'DoWhileStatement') return false
  const test = at(node, 'test')
  const path = pathOf(test?.type === 'UnaryExpression' ? at(test, 'argument') : test)
  return (test?.type === 'Literal' && test.value === true) || path !== ''
}

function waitsWithin(loop: Node, { source }: FileReading): boolean {
  let waits = false
  walk(loop, source.visitorKeys, (node) => {
    if (isFunction(node)) return 'skip'
    if (node.type === 'AwaitExpression') waits = true
    return undefined
  })
  return waits
}

/** `poll()`, `void poll()`, `poll().catch(…)` as statements. */
function isForgotten(call: Node): boolean {
  if (call.parent?.type === 'AwaitExpression') return false
  let value = call
  while (
    value.parent?.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(nameOf(value.parent.property))
  ) {
    const next = value.parent.parent
    if (!isCall(next)) return false
    if (next.parent?.type === 'AwaitExpression') return false
    value = next
  }
  return isDropped(value)
}
