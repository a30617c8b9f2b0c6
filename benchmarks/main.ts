import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import path from 'node:path'

import { type PostgresServer, startPostgres } from '../examples/support/postgres-server'
import { type BenchOptions, type JestMajor, parseBenchOptions, usage } from './bench-options'
import { comparisons } from './comparisons'
import type { Comparison } from './comparisons/comparison'
import { type Compared, measureComparison, measureRow, type Result } from './measure'
import { createProject, linkModules } from './project'
import { rows } from './rows'
import type { Bench, Row } from './rows/row'
import { nodesOf, type NodeRuntime } from './runtime'
import { comparisonTable, missedIn, rowTable, sidesTable } from './table'

// The compiled benchmarks live in a cache; npm starts scripts in the directory of package.json.
const repository = process.cwd()
const names = [...comparisons, ...rows].map(({ name }) => name)

async function main(args: readonly string[]): Promise<void> {
  const options = parseBenchOptions(args, repository, names)
  const nodes = await nodesOf(options)
  const wanted = <T extends Comparison | Row>(all: readonly T[]): readonly T[] =>
    all.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const chosen = { comparisons: wanted(comparisons), rows: wanted(rows) }
  const found = { compared: [] as Compared[], results: [] as Result[] }
  const postgres = chosen.comparisons.some((one) => one.postgres) ? await startPostgres() : undefined
  try {
    for (const jest of options.jests) {
      const first = jest === options.jests[0]
      const { compared, results } = await measureOn(jest, first, nodes, chosen, options, postgres)
      found.compared.push(...compared)
      found.results.push(...results)
    }
  } finally {
    await postgres?.stop()
  }
  report(found.compared, found.results, nodes, options)
}

async function measureOn(
  jest: JestMajor,
  isFirstJest: boolean,
  nodes: readonly NodeRuntime[],
  chosen: { comparisons: readonly Comparison[]; rows: readonly Row[] },
  options: BenchOptions,
  postgres: PostgresServer | undefined,
): Promise<{ compared: readonly Compared[]; results: readonly Result[] }> {
  const project = await createProject({ jest, package: options.package }, repository)
  const compared: Compared[] = []
  const results: Result[] = []
  try {
    const modules = new Set(chosen.comparisons.flatMap(({ modules: needed = [] }) => needed))
    await linkModules(project, repository, [...modules])
    for (const node of nodes) {
      const bench: Bench = {
        runtime: { jest, node },
        project,
        suites: path.join(repository, 'benchmarks/suites'),
      }
      const isFirst = isFirstJest && node === nodes[0]
      for (const comparison of chosen.comparisons) {
        if (comparison.native === true && node.binary !== process.execPath) continue
        const { pairs } = options
        const rivals = options.rivals && isFirstJest
        const environment = comparison.postgres === true ? environmentOf(postgres) : {}
        compared.push(await measureComparison(comparison, bench, { pairs, rivals, environment }))
      }
      for (const row of chosen.rows) {
        if (row.per === 'runtime' || (row.per === 'node' && isFirstJest) || isFirst)
          results.push(await measureRow(row, bench, options.pairs))
      }
    }
    return { compared, results }
  } finally {
    await rm(project.directory, { recursive: true, force: true })
  }
}

function environmentOf(server: PostgresServer | undefined): NodeJS.ProcessEnv {
  if (server === undefined) return {}
  const { host, port, user, database } = server
  return { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database }
}

function report(
  compared: readonly Compared[],
  results: readonly Result[],
  nodes: readonly NodeRuntime[],
  options: BenchOptions,
): void {
  const processors = cpus()
  const machine =
    `Node ${nodes.map(({ version }) => version).join(', ')}; Jest ${options.jests.join(', ')}; ${process.platform}-${process.arch}, ` +
    `${processors.length} x ${processors[0]?.model ?? 'unknown processor'}; ${options.pairs} pairs; ${new Date().toISOString().slice(0, 10)}`
  const missed = missedIn(compared, results)
  if (options.json) {
    print(JSON.stringify({ machine, compared, results, missed }, null, 2))
  } else {
    print(machine)
    if (compared.length > 0) print(comparisonTable(compared))
    for (const one of compared) if (one.runtime.jest === options.jests[0]) print(sidesTable(one))
    if (results.length > 0) print(rowTable(results))
    print(missed.length === 0 ? 'Every target is met.' : `Missed targets: ${missed.join('; ')}.`)
  }
  if (options.check && missed.length > 0) process.exitCode = 1
}

function print(text: string): void {
  process.stdout.write(`${text}\n\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage(names)}`)
  process.exitCode = 1
})
