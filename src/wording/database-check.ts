import type { Finding } from '../verdict/databases/database-check'

const width = 'next instance'.length

/** One line for each: `reset: expected …, found …: …` for what does not agree. */
export function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({ subject, agrees, expected = '', found, remedy = '' }) => {
    const label = `${agrees ? 'ok ' : 'NO '} ${subject.padEnd(width)}  `
    return printable(agrees ? label + found : `${label}expected ${expected}, found ${found}: ${remedy}`)
  })
}

function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ')
}
