/** How a file is laid out. */
export interface Style {
  readonly newline: string
  readonly unit: string
  readonly semicolon: string
}

export function styleOf(text: string): Style {
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit: /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '  ',
    semicolon: /[\w)\]}'"`];[ \t]*\r?$/m.test(text) ? ';' : '',
  }
}

/** What a line starts with before its first word. */
export function indentAt(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
}
