import { summarise, type SummaryContext } from '../../report/model/leak-summary'
import { withoutHome } from '../../report/without-home'
import type { Leak } from '../../verdict/leak'
import { frameLines } from '../../wording/frame-lines'
import { message } from '../../wording/message'
import { leakErrorBrand } from '../jest/leak-error-brand'

/** Jest takes what stands above the first frame for the message, and hides frames of Node's own. */
const hiddenFrame = '    at node:internal/process/task_queues:1:1'

/**
 * The error that fails the owner. Its stack holds only the creation frames, so that Jest prints the code
 * frame of the line that opened the resource.
 */
export function leakError(leak: Leak, rootDir: string, context: SummaryContext): Error {
  const error = new Error(withoutHome(message(leak, context)))
  const lines = frameLines(leak.frames, context.trace)
  // Jest indents what is no frame itself.
  const frames = lines.map((line) => (line.startsWith('at ') ? `    ${line}` : line))
  Object.defineProperty(error, 'name', { value: 'LeakError', configurable: true })
  error.stack = [`LeakError: ${error.message}`, ...(frames.length > 0 ? frames : [hiddenFrame])].join('\n')
  return Object.assign(error, {
    [leakErrorBrand]: true,
    leak: summarise(leak, rootDir, context),
  })
}
