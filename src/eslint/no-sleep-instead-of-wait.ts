import { type FileReading, functionOf, readingOf, walk } from './reading/file'
import { originOf } from './reading/origin'
import { placeOf } from './reading/place'
import { all, at, inside, isCall, nameOf, statementOf } from './reading/syntax'
import { metaOf, type Node, type Rule } from './rule'

const expectsNothing =
  /\.not\.toHaveBeenCalled|\.(?:toHaveBeenCalledTimes|toHaveLength)\(0\)|\.toBe\(false\)|\.toBeFalsy\(\)/

/** A sleep is too short on a slow day and too long on all others. */
export const noSleepInsteadOfWait: Rule = {
  meta: metaOf(
    'no-sleep-instead-of-wait',
    'disallow sleeps before assertions in tests, where an event or `eventually` can be waited for',
  ),
  create(context) {
    return {
      AwaitExpression(node) {
        const reading = readingOf(context)
        const value = at(node, 'argument')
        if (!reading.isTest || value === undefined || node.parent?.type !== 'ExpressionStatement') return
        if (placeOf(node).phase !== 'test' || isInLoop(node) || !sleeps(value, reading)) return
        if (!isAssertedAfter(statementOf(node), reading)) return
        context.report({
          node,
          message:
            'a sleep hopes that it is long enough: wait for the event itself, or `await eventually(() => expect(…))` of jest-leakguard/fixtures',
        })
      },
    }
  },
}

function sleeps(value: Node, reading: FileReading): boolean {
  if (!isCall(value)) return false
  if (value.type === 'NewExpression') return isSleep(value)
  const origin = originOf(value.callee, reading)
  if (origin?.module === 'timers/promises' && origin.name === 'setTimeout')
    return isTime(all(value, 'arguments')[0])
  const fn = functionOf(inside(value.callee), reading)
  const body = at(fn, 'body')
  const given =
    body?.type === 'BlockStatement'
      ? at(
          all(body, 'body').find(({ type }) => type === 'ReturnStatement'),
          'argument',
        )
      : body
  const made = given === undefined ? undefined : inside(given)
  return (
    made !== undefined &&
    isSleep(made) &&
    (all(value, 'arguments').length === 0 || isTime(all(value, 'arguments')[0]))
  )
}

/** `new Promise((resolve) => setTimeout(resolve, 300))`: nothing else ends it. */
function isSleep(node: Node): boolean {
  if (node.type !== 'NewExpression' || nameOf(node.callee) !== 'Promise') return false
  const [executor] = all(node, 'arguments')
  const [resolve] = all(executor, 'params')
  const body = at(executor, 'body')
  const [only, ...more] = body?.type === 'BlockStatement' ? all(body, 'body') : [body]
  const call = only?.type === 'ExpressionStatement' ? at(only, 'expression') : only
  if (more.length > 0 || call === undefined || nameOf(call.callee) !== 'setTimeout') return false
  const [callback, time] = all(call, 'arguments')
  const ends = callback?.type === 'Identifier' ? callback : at(at(callback, 'body'), 'callee')
  return ends?.type === 'Identifier' && nameOf(ends) === nameOf(resolve) && isTime(time)
}

/** A sleep of no time lets others run, and is none. */
function isTime(time: Node | undefined): boolean {
  return time !== undefined && !(time.type === 'Literal' && Number(time.value) <= 1)
}

function isInLoop(node: Node): boolean {
  let current: Node | null | undefined = node
  while (current != null && !/Function/.test(current.type)) {
    if (/^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(current.type)) return true
    current = current.parent
  }
  return false
}

/** Is the next statement one that expects something to have happened? That nothing did can only be waited out. */
function isAssertedAfter(statement: Node, { source }: FileReading): boolean {
  const siblings = all(statement.parent, 'body')
  const next = siblings[siblings.indexOf(statement) + 1]
  if (next === undefined || expectsNothing.test(source.getText(next))) return false
  let expects = false
  walk(next, source.visitorKeys, (node) => {
    if (isCall(node) && /^(?:expect|assert)$/.test(nameOf(node.callee))) expects = true
    return undefined
  })
  return expects
}
