import type { Allowance } from '../options/allowance'
import { sandboxApi } from '../sandbox/sandbox-api'

/**
 * Accepts leaks of the scope in which it is called: a test, a describe block or the file. The leaks stay in
 * the report with their reason, and are closed at the end of the file. Without the environment it does nothing.
 *
 * @throws OptionsError for an allowance that is not valid: without a reason, with an unknown type or a bad date
 */
export function allowLeaks(allowance: Allowance): void {
  sandboxApi()?.allowLeaks(allowance)
}
