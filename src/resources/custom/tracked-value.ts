import type { Facts, LeakType } from '../../verdict/leak'
import { redactUrl } from '../redact'
import type { ResourceDefinition } from './definition'

/** Longer descriptions are cut: they are one row of a message. */
const longest = 100

/** A definition of the user's has thrown: told once, in words that name it. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError'
}

/** The answers of a user's definition for one value. */
export class TrackedValue {
  #wasOpen = false

  constructor(
    readonly value: unknown,
    readonly definition: ResourceDefinition<unknown>,
  ) {}

  /** Nothing to close before it was open for the first time; then it is closed for good. */
  state(): 'open' | 'idle' | 'closed' {
    const { definition, value } = this
    if (ask(definition, 'isOpen', () => definition.isOpen(value))) {
      this.#wasOpen = true
      return 'open'
    }
    return this.#wasOpen ? 'closed' : 'idle'
  }

  get facts(): Facts {
    const { definition, value } = this
    const said: unknown = ask(definition, 'describe', () => definition.describe?.(value))
    const line = typeof said === 'string' ? redactUrl(said).replaceAll(/\s+/g, ' ').trim() : undefined
    return {
      custom: definition.type,
      what: line === undefined || line.length <= longest ? line : `${line.slice(0, longest)}…`,
      help: definition.help,
    }
  }

  get parts(): object[] {
    const { definition, value } = this
    return ask(definition, 'parts', () => [...(definition.parts?.(value) ?? [])]).filter(
      (part) => typeof part === 'object' && part !== null,
    )
  }

  close(): string {
    const { definition, value } = this
    const closing: unknown = ask(definition, 'close', () => definition.close(value))
    if (typeof closing === 'object' && closing !== null && 'then' in closing)
      Promise.resolve(closing).catch(() => undefined)
    return 'closed'
  }
}

function ask<T>({ type }: ResourceDefinition<unknown>, method: string, call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw definitionError(type, method, error)
  }
}

/** Errors cross realms: `instanceof` says nothing about them. */
export function definitionError(type: string, method: string, error: unknown): DefinitionError {
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error
  return new DefinitionError(`${method}() of "${type}" threw: ${redactUrl(String(message))}`)
}

/** Types of the project's own travel as every other; their words come from their facts. */
export function asLeakType(type: string): LeakType {
  return type as LeakType
}
