import type { JestRun } from '../support/run/jest-run'
import { type ReportedLeak, reportedLeaks } from '../support/cases/reported-leaks'
import type { Acceptance, LeakingCase } from './cases'

/** What was said about all cases, in per cent of the leaking ones, and in numbers of the clean ones. */
export interface Figures {
  readonly leaking: number
  readonly clean: number
  readonly found: number
  readonly rightType: number
  readonly rightLine: number
  /** Its owner failed, and nobody else for it. */
  readonly rightCulprit: number
  /** Clean tests that failed, and leaks that nobody has. */
  readonly falseAlarms: readonly string[]
  readonly missed: readonly string[]
}

export function figuresOf(run: JestRun, { leaking, clean }: Acceptance): Figures {
  const printed = leaking.map((each) => saidAbout(run, each))
  const share = (count: number): number => (100 * count) / leaking.length
  const shareOf = (isRight: (each: LeakingCase, said: readonly ReportedLeak[]) => boolean): number =>
    share(leaking.filter((each, index) => isRight(each, printed[index] ?? [])).length)
  const failed = clean.filter(({ file, test }) => !passed(run, file, test))
  const claimed = new Set(printed.flat().map(keyOf))
  const nobodys = run.json.testResults
    .flatMap(({ message }) => reportedLeaks(message))
    .filter((said) => !claimed.has(keyOf(said)))
  return {
    leaking: leaking.length,
    clean: clean.length,
    found: shareOf((_, said) => said.length > 0),
    rightType: shareOf(({ noun }, said) => said.some(({ headline }) => headline.includes(` leaked ${noun}`))),
    rightLine: shareOf((each, said) => said.some(({ opened }) => opened === placeOf(each))),
    rightCulprit: shareOf((each, said) => said.length > 0 && said.every((one) => isOf(one, each))),
    falseAlarms: [
      ...failed.map(({ file, test }) => `${file}: ${test}`),
      ...nobodys.map(({ owner, opened, headline }) => `${owner}, ${opened ?? 'no line'}: ${headline}`),
    ],
    missed: leaking.flatMap(({ file, culprit }, index) =>
      printed[index]?.length === 0 ? [`${file}: ${culprit}`] : [],
    ),
  }
}

/** Leaks of this line, whoever is said to have them, or of this owner, whatever the line. */
function saidAbout(run: JestRun, each: LeakingCase): ReportedLeak[] {
  const said = reportedLeaks(run.fileMessage(each.file))
  const ofLine = said.filter(({ opened }) => opened === placeOf(each))
  return ofLine.length > 0 ? ofLine : said.filter((one) => isOf(one, each))
}

function isOf({ owner, headline }: ReportedLeak, each: LeakingCase): boolean {
  return each.owner === 'test'
    ? owner === each.culprit
    : headline.startsWith(`${each.culprit}: this describe block leaked `)
}

const placeOf = ({ file, line }: LeakingCase): string => `${file}:${String(line)}`
const keyOf = ({ owner, headline, opened }: ReportedLeak): string => [owner, headline, opened].join('\n')

function passed(run: JestRun, file: string, path: string): boolean {
  const test = run
    .file(file)
    .assertionResults.find(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' › ') === path)
  if (test === undefined) throw new Error(`no test ran as "${path}" in ${file}`)
  return test.status === 'passed'
}

/** As Markdown. */
export function tableOf(figures: Figures): string {
  const { leaking, clean, found, rightType, rightLine, rightCulprit, falseAlarms } = figures
  const percent = (value: number): string => `${value.toFixed(1)} %`
  const rows = [
    ['leaks', String(leaking)],
    ['found', percent(found)],
    ['right type', percent(rightType)],
    ['right line', percent(rightLine)],
    ['exactly the culprit failed', percent(rightCulprit)],
    ['clean tests', String(clean)],
    ['false alarms', String(falseAlarms.length)],
  ] as const
  const lines = rows.map(([label, value]) => `| ${label.padEnd(26)} | ${value.padStart(7)} |`)
  return [
    '| strict preset              |         |',
    `|${'-'.repeat(28)}|${'-'.repeat(9)}|`,
    ...lines,
    '',
  ].join('\n')
}
