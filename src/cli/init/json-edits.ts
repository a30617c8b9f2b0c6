import { parseExpression } from '@babel/parser'
import type { ArrayExpression, Expression, ObjectExpression } from '@babel/types'

import { type Edit, insertion } from './text-edits'

export type JsonObject = ObjectExpression
export type JsonArray = ArrayExpression

/** The object in a JSON text, comments allowed; `undefined` when there is none. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const expression = parseExpression(text)
    return expression.type === 'ObjectExpression' ? expression : undefined
  } catch {
    return undefined
  }
}

/** The value of a member. */
export function memberOf(object: JsonObject, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'StringLiteral') continue
    // A JSON value is an expression.
    if (property.key.value === name) return property.value as Expression
  }
  return undefined
}

/** Writes a member, in the layout of its neighbours. */
export function setMember(text: string, object: JsonObject, name: string, value: string): Edit {
  const existing = memberOf(object, name)
  if (existing !== undefined) return { start: existing.start ?? 0, end: existing.end ?? 0, text: value }
  return added(text, object, object.properties, `"${name}": ${value}`)
}

/** Puts a value behind those of an array. */
export function addElement(text: string, array: JsonArray, value: string): Edit {
  return added(text, array, array.elements, value)
}

function added(
  text: string,
  { start, end }: Expression,
  members: readonly ({ readonly start?: number | null; readonly end?: number | null } | null)[],
  value: string,
): Edit {
  const [first] = members
  const last = members.at(-1)
  if (first?.start == null || last?.end == null) {
    const indent = indentAt(text, start ?? 0)
    const isArray = text[start ?? 0] === '['
    const inner = isArray ? value : `\n${indent}${unitOf(text)}${value}\n${indent}`
    return { start: (start ?? 0) + 1, end: (end ?? 0) - 1, text: inner }
  }
  // What stands before the first one, comments left out, stands before the new one.
  const lead = /\s*$/.exec(text.slice((start ?? 0) + 1, first.start))?.[0] ?? ''
  return insertion(last.end, `,${lead === '' ? ' ' : lead}${value}`)
}

/** What the lines of a text are indented with. */
export function unitOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
}

function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}
