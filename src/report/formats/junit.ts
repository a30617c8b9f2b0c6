import XMLBuilder from 'fast-xml-builder'

import { type Case, casesOf } from '../model/cases'
import { fileTitle } from '../model/leaks'
import type { Report } from '../model/model'
import { plainText } from '../plain-text'

type Attributes = Readonly<Record<`@${string}`, string>>

/**
 * JUnit XML as Jenkins, GitLab and Azure DevOps read it: one suite per test file, one case per owner that leaked.
 * A leak of a whole file counts as a failure too, unlike in jest-junit's reports.
 */
export function junit(report: Report): string {
  const suites = report.files.map((file) => ({
    title: fileTitle(file),
    file: file.file,
    duration: file.duration ?? 0,
    cases: casesOf(file),
  }))
  const all = suites.flatMap(({ cases }) => cases)
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  })
  const tree = {
    testsuites: {
      '@name': report.tool.name,
      ...counts(all, sum(suites.map(({ duration }) => duration))),
      testsuite: suites.map(({ title, file, duration, cases }) => ({
        '@name': title,
        '@file': clean(file),
        ...counts(cases, duration),
        // Jenkins's schema has it here only.
        '@skipped': count(cases, 'skipped'),
        testcase: cases.map((item) => caseNode(item, title)),
      })),
    },
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(tree)}`
}

/** Milliseconds as JUnit has them: seconds. */
function seconds(duration: number): string {
  return (duration / 1000).toFixed(3)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

function counts(cases: readonly Case[], duration: number): Attributes {
  return {
    '@tests': String(cases.length),
    '@failures': count(cases, 'failed'),
    '@errors': count(cases, 'error'),
    '@time': seconds(duration),
  }
}

function count(cases: readonly Case[], outcome: Case['outcome']): string {
  return String(cases.filter((item) => item.outcome === outcome).length)
}

function caseNode({ name, outcome, leaks, message, details, duration }: Case, classname: string): object {
  const attributes = { '@name': clean(name), '@classname': classname, '@time': seconds(duration) }
  const text = clean(details)
  const about = { '@message': clean(message) }
  if (outcome === 'failed') {
    return { ...attributes, failure: { ...about, '@type': leaks[0]?.leak.type ?? 'leak', '#text': text } }
  }
  if (outcome === 'error') return { ...attributes, error: { ...about, '@type': 'crashed', '#text': text } }
  if (outcome === 'skipped') return { ...attributes, skipped: about }
  return text === '' ? attributes : { ...attributes, 'system-out': text }
}

/** What XML 1.0 cannot hold at all is gone; the builder escapes the rest. */
function clean(text: string): string {
  return plainText(text)
}
