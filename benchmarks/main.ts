import { readFile, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import path from 'node:path'

import { type BenchOptions, parseBenchOptions, usage } from './bench-options'
import { createProject } from './project'
import { rowNames, rows } from './rows'
import type { Bench, Row, RunningVersions } from './rows/row'
import { run } from './run-jest'
import { spreadOf } from './statistics'
import { isMissed, type Result, toTable } from './table'

// The compiled benchmarks live in a cache; npm starts scripts in the directory of package.json.
const repository = process.cwd()

async function main(args: readonly string[]): Promise<void> {
  const options = parseBenchOptions(args, repository, rowNames)
  const project = await createProject(options, repository)
  try {
    const bench = { options, project, suites: path.join(repository, 'benchmarks/suites') }
    const machine = await describeMachine(options, project.jestModules)
    if (!options.json) print(`${machine.text}, ${options.pairs} pairs per row`)
    const results: Result[] = []
    for (const row of rows) {
      if (options.only.length === 0 || options.only.includes(row.name)) {
        results.push(await measure(row, bench, machine.versions))
      }
    }
    print(options.json ? JSON.stringify({ machine: machine.text, results }, null, 2) : toTable(results))
    if (options.check && results.some(isMissed)) process.exitCode = 1
  } finally {
    await rm(project.directory, { recursive: true, force: true })
  }
}

async function measure(row: Row, bench: Bench, versions: RunningVersions): Promise<Result> {
  const { pairs } = bench.options
  const measurePair = await row.prepare(bench)
  // The first pair fills Jest's cache and the disk's.
  await measurePair()
  const values: number[] = []
  for (let pair = 1; pair <= pairs; pair++) {
    const value = await measurePair()
    values.push(value)
    process.stderr.write(`${row.name} ${pair}/${pairs}: ${value.toFixed(3)} ${row.unit}\n`)
  }
  return {
    name: row.name,
    title: row.title,
    unit: row.unit,
    pairs,
    measured: spreadOf(values),
    target: row.target(versions),
    note: row.note?.(),
  }
}

async function describeMachine(
  options: BenchOptions,
  jestModules: string,
): Promise<{ text: string; versions: RunningVersions }> {
  const { output } = await run(options.node, ['-p', 'process.versions.node'], { cwd: repository })
  const node = output.trim()
  const manifest = await readFile(path.join(jestModules, 'jest/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const processors = cpus()
  const model = processors[0]?.model ?? 'unknown processor'
  return {
    text: `Node ${node}, Jest ${version}, ${process.platform}-${process.arch}, ${processors.length} x ${model}`,
    versions: { jest: options.jest, node: Number.parseInt(node, 10) },
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage(rowNames)}`)
  process.exitCode = 1
})
