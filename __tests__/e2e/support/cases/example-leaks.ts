import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileCheck } from '../../../../src/wording/own-checks'
import { type ReportedLeak, reportedLeaks } from './reported-leaks'

export const examples = path.resolve(__dirname, '../../../../examples')

/** A file of an example, and code that stands in one of its lines only, or first. */
export type Code = readonly [file: string, code: string]

export type Words = Pick<ReportedLeak, 'headline' | 'help'>

export interface ExpectedLeak extends Words {
  readonly owner: string
  readonly opened: Code
  readonly calledFrom: Code
}

/** What is the same in every run: rows hold ports and process ids. */
export type PlacedLeak = Omit<ReportedLeak, 'rows'>

/** What is listed for a test file that leaks. */
export const wholeFile = fileCheck

/** The leaks that a run of an example has printed, in an order of their own. */
export function leaksIn(output: string): PlacedLeak[] {
  return sorted(
    reportedLeaks(output).map(({ owner, headline, help, opened, calledFrom }) => ({
      ...{ owner, headline, help, opened, calledFrom },
    })),
  )
}

/** The same for what is expected. */
export async function placedLeaks(example: string, expected: readonly ExpectedLeak[]): Promise<PlacedLeak[]> {
  const placed = expected.map(async ({ opened, calledFrom, ...words }) => ({
    ...words,
    opened: await placeOf(example, opened),
    calledFrom: await placeOf(example, calledFrom),
  }))
  return sorted(await Promise.all(placed))
}

/** `file:line` of the first line that has this code. */
async function placeOf(example: string, [file, code]: Code): Promise<string> {
  const lines = (await readFile(path.join(examples, example, file), 'utf8')).split('\n')
  const index = lines.findIndex((line) => line.includes(code))
  if (index === -1) throw new Error(`expected "${code}" in ${file}`)
  return `${file}:${index + 1}`
}

function sorted(leaks: readonly PlacedLeak[]): PlacedLeak[] {
  const key = ({ owner, headline, opened }: PlacedLeak): string => [owner, headline, opened].join()
  return leaks.toSorted((a, b) => key(a).localeCompare(key(b)))
}
