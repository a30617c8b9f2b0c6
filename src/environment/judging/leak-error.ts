import { summarise } from '../../report/model/leak-summary'
import type { Leak } from '../../verdict/leak'
import { message, type MessageContext } from '../../wording/message'
import { leakErrorBrand } from '../jest/leak-error-brand'

/** Jest takes what stands above the first frame for the message, and hides frames of Node's own. */
const hiddenFrame = '    at node:internal/process/task_queues:1:1'

/**
 * The error that fails the owner. Its stack holds only the creation frames, so that Jest prints the code
 * frame of the line that opened the resource.
 */
export function leakError(leak: Leak, rootDir: string, context: MessageContext): Error {
  const error = new Error(message(leak, context))
  const frames = leak.frames.length > 0 ? leak.frames.map(({ text }) => `    ${text}`) : [hiddenFrame]
  Object.defineProperty(error, 'name', { value: 'LeakError', configurable: true })
  error.stack = [`LeakError: ${error.message}`, ...frames].join('\n')
  return Object.assign(error, {
    [leakErrorBrand]: true,
    leak: summarise(leak, rootDir, context.closed),
  })
}
