import { causesOf, fileTitle, ownerTitle, placeOf, titleOfPackage } from '../model/leaks'
import { nameOfType } from '../model/type-texts'
import { leakStatuses, type Report, type ReportFile, type ReportLeak } from '../model/model'
import { plainLine, plainText } from '../plain-text'
import { statusWord } from '../model/status-words'
import { titleOf } from '../model/title'
import { fixedLine } from '../formats/text'
import { figuresOf } from './figures'
import type { FileColumns, LeakRow, PageData } from './page-data'
import { Table } from './table'

const states = ['judged', 'crashed', 'unguarded'] as const

/** Everything that the page shows; names of tests, paths and messages are texts that control nothing. */
export function pageData(report: Report): PageData {
  const { files, fixed = [], missingShards, notices, totals } = report
  const texts = new Table()
  const excerpts = new Table()
  const leaks: LeakRow[] = []
  const places = new Map<ReportLeak, number>()
  for (const [index, file] of files.entries()) {
    for (const leak of file.leaks) places.set(leak, leaks.push(rowOf(leak, file, index, texts, excerpts)) - 1)
  }
  return {
    title: titleOf(report),
    runs: report.runs.map(({ jest, node, platform, shard, startedAt, directory }) => [
      plainLine(startedAt),
      ...[
        shard === undefined ? '' : `shard ${String(shard.index)} of ${String(shard.count)}`,
        directory,
        jest === undefined ? '' : `Jest ${jest}`,
        `Node ${node}`,
        platform,
      ]
        .filter((text) => text !== '')
        .map(plainLine),
    ]),
    notices: [...missingShards.map((shard) => `Shard ${shard} is missing.`), ...notices].map(plainLine),
    fixed: fixed.map(fixedLine),
    statuses: leakStatuses.map((status) => [status, statusWord(status, report), totals.leaks[status]]),
    totals: {
      files: totals.files,
      tests: totals.tests.passed + totals.tests.failed,
      failed: totals.tests.failed,
      notRun: totals.notRun,
    },
    files: columnsOf(files),
    texts: texts.values,
    excerpts: excerpts.values.map((text) => JSON.parse(text) as PageData['excerpts'][number]),
    leaks,
    causes: causesOf(report).map(({ occurrences }) => occurrences.map(({ leak }) => places.get(leak) ?? 0)),
  }
}

function rowOf(leak: ReportLeak, file: ReportFile, index: number, texts: Table, excerpts: Table): LeakRow {
  const { excerpt, frames, site } = leak
  const place = (text: string | undefined): number => (text === undefined ? -1 : texts.place(plainLine(text)))
  return [
    index,
    leakStatuses.indexOf(leak.status),
    leak.severity === 'warn' ? 1 : 0,
    leak.count,
    place(leak.type),
    place(leak.owner.kind),
    place(ownerTitle(leak)),
    place(leak.headline),
    place(leak.help),
    place(leak.closed),
    place(leak.reason),
    place(placeOf({ file, leak })),
    frames.length === 0 ? -1 : texts.place(frames.map(plainLine).join('\n')),
    excerpt === undefined
      ? -1
      : excerpts.place(JSON.stringify([excerpt.first, ...excerpt.lines.map((line) => plainText(line))])),
    site?.line ?? -1,
    place(leak.fingerprint),
    place(nameOfType(leak.type, leak.facts)),
    place(leak.opener && titleOfPackage(leak.opener)),
    place(
      leak.through?.name === leak.opener?.name ? undefined : leak.through && titleOfPackage(leak.through),
    ),
    leak.details === undefined || leak.details.length === 0
      ? -1
      : texts.place(leak.details.map(plainLine).join('\n')),
  ]
}

function columnsOf(files: readonly ReportFile[]): FileColumns {
  const directories = new Table()
  const titles = files.map((file) => fileTitle(file))
  const cut = titles.map((title) => title.lastIndexOf('/') + 1)
  const { figures, times } = figuresOf(files)
  const first = times.reduce((least, time) => Math.min(least, time?.[0] ?? Infinity), Infinity)
  return {
    directory: titles.map((title, index) => directories.place(title.slice(0, cut[index]))),
    directories: directories.values,
    name: titles.map((title, index) => title.slice(cut[index])),
    state: files.map(({ state }) => states.indexOf(state)),
    problems: Object.fromEntries(
      files.flatMap(({ problem }, index) => (problem === undefined ? [] : [[index, plainLine(problem)]])),
    ),
    tests: files.map(({ tests }) => (tests === undefined ? 0 : tests.passed + tests.failed)),
    failed: files.map(({ tests }) => tests?.failed ?? 0),
    began: times.map((time) => (time === undefined ? null : time[0] - first)),
    took: times.map((time) => (time === undefined ? null : time[1] - time[0])),
    figures,
  }
}
