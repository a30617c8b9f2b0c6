import { safely } from '../../ledger/tracked-resource'

interface Emitter {
  emit(name: string, error: unknown): unknown
}

/**
 * The arguments of a call, with a callback at `index` that notes the outcome before it hands it on. Where the
 * caller gives none, sqlite3 emits an error on the object that it would call back on; so does ours.
 */
export function answering(
  args: readonly unknown[],
  index: number,
  note: (this: unknown, succeeded: boolean, error: unknown) => void,
): unknown[] {
  const given = args[index]
  const all = [...args]
  if (given !== undefined && typeof given !== 'function') return all
  all[index] = function observedCallback(this: Emitter, ...results: unknown[]): unknown {
    const [error] = results
    safely(() => {
      Reflect.apply(note, this, [!isError(error), error])
    })
    if (typeof given === 'function') return Reflect.apply(given, this, results) as unknown
    if (isError(error)) this.emit('error', error)
    return undefined
  }
  return all
}

/**
 * As `answering`, for `each(row, completed)`: `row` is told of errors, and `completed` is called after them as if
 * there had been none, so that it tells nothing but that the statement is over.
 */
export function answeringEach(args: readonly unknown[], answer: (succeeded: boolean) => void): unknown[] {
  const [row, completed] = args.slice(-2).filter((arg) => typeof arg === 'function')
  const rest = args.slice(0, args.length - Number(row !== undefined) - Number(completed !== undefined))
  const [rows] = answering([row], 0, () => undefined)
  return answering([...rest, rows, completed], rest.length + 1, () => {
    answer(false)
  })
}

export function isError(error: unknown): boolean {
  return error !== null && error !== undefined
}
