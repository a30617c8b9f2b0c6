import { theProcess } from '../../kept/process'

/** Has `hear` called with what Node warns of, while it does; the sandboxes of tests have a function of their own. */
export function hearWarnings(hear: (warning: unknown) => void): () => void {
  const original = Reflect.get(theProcess, 'emitWarning') as (...args: unknown[]) => void
  // Somebody else may have put a function of his own around this one, and keep it.
  let listener: typeof hear | undefined = hear
  const emitWarning = function (this: unknown, ...args: unknown[]): void {
    listener?.(args[0])
    Reflect.apply(original, this, args)
  }
  Reflect.set(theProcess, 'emitWarning', emitWarning)
  return () => {
    listener = undefined
    if (theProcess.emitWarning === emitWarning) theProcess.emitWarning = original
  }
}
