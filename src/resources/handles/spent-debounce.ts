import type { Session } from 'node:inspector'

import { getBuiltinModule } from '../../kept/process'
import { asNobody } from '../ledger/current-owner'

interface Remote {
  readonly objectId?: string
  readonly value?: unknown
}

interface Property {
  readonly name: string
  readonly value?: Remote
}

/** What the inspector answers, as far as it is read here. */
interface Answer {
  readonly result: Remote
  readonly internalProperties?: readonly Property[]
}

/** Where the inspector finds what it is asked about. */
const place = 'jest-leakguard.asked'

/**
 * lodash's `debounced.flush()` calls at once what was to be called later, forgets its timer and leaves it running: nobody can clear
 * it any more, and nothing comes of it. Only the variable tells that its function closes over, and only the inspector can see that.
 * (lodash 4.18.1, `trailingEdge`)
 */
export function isSpent(timer: object, expired: object): boolean {
  const inspector = getBuiltinModule('node:inspector') as { readonly Session: new () => Session } | undefined
  // A Node that is built without one.
  if (inspector === undefined) return false
  return asNobody(() => {
    const session = new inspector.Session()
    session.connect()
    Object.defineProperty(globalThis, place, { value: { timer, expired }, configurable: true })
    try {
      return !isTimerOf(session)
    } finally {
      Reflect.deleteProperty(globalThis, place)
      session.disconnect()
    }
  })
}

/** Does the function still know the timer by which it is called? */
function isTimerOf(session: Session): boolean {
  const { objectId } = ask(session, 'Runtime.evaluate', {
    expression: `globalThis['${place}'].expired`,
  }).result
  const { internalProperties = [] } = ask(session, 'Runtime.getProperties', { objectId, ownProperties: true })
  const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value
  const [closure] = propertiesOf(session, scopes)
  const variable = propertiesOf(session, closure?.value).find(({ name }) => name === 'timerId')
  // Another debounce than is known here.
  if (variable === undefined) return true
  if (variable.value?.objectId === undefined) return false
  const { result } = ask(session, 'Runtime.callFunctionOn', {
    objectId: variable.value.objectId,
    functionDeclaration: `function () { return this === globalThis['${place}'].timer }`,
  })
  return result.value === true
}

function propertiesOf(session: Session, of: Remote | undefined): readonly Property[] {
  if (of?.objectId === undefined) return []
  const { result } = ask(session, 'Runtime.getProperties', { objectId: of.objectId, ownProperties: true })
  return result as unknown as readonly Property[]
}

/** The inspector of one's own thread answers before `post()` returns. */
function ask(session: Session, method: string, parameters: object): Answer {
  let answer: Answer = { result: {} }
  session.post(method, parameters, (error, given) => {
    if (error === null) answer = given as Answer
  })
  return answer
}
