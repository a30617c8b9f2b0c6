import type { ResourceDefinition } from '../resources/custom/definition'
import { sandboxApi } from '../sandbox/sandbox-api'

/**
 * Has a resource followed that nothing else shows: it belongs to the test, hook or file that is running, and is a
 * leak when `isOpen` still says so at its end. Returns the value. Without the environment it does nothing else,
 * so product code may call it.
 *
 * @throws OptionsError for a definition that is not valid
 */
export function trackResource<Value>(value: Value, definition: ResourceDefinition<Value>): Value {
  sandboxApi()?.trackResource(value, definition)
  return value
}
