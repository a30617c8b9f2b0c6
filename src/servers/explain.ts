import { redactUrl } from '../resources/redact'

/** Why a server could not be asked, in one line and without secrets; `driver` is what was to be loaded, in backticks. */
export function explainFailure(error: unknown, driver: string, password?: unknown): string {
  if (codeOf(error) === 'MODULE_NOT_FOUND') return `${driver} is not installed in the project`
  const text = messageOf(error).replaceAll(/\s+/g, ' ')
  return redactUrl(typeof password === 'string' && password !== '' ? text.replaceAll(password, '***') : text)
}

/** The password of a URL, as it is sent. */
export function passwordOf(url: string): string {
  return decodeURIComponent(new URL(url).password)
}

function messageOf(error: unknown): string {
  // `localhost` is tried as two addresses; the error about both says nothing by itself.
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message : 'unknown error'
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}
