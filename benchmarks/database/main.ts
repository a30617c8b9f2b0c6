import { rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { startPostgres } from '../../examples/support/postgres-server'
import { parseBenchOptions } from '../bench-options'
import { createProject, type Project, type Side } from '../project'
import { nodesOf, type Runtime } from '../runtime'
import { adaptersLoaded, costPerTest } from './cost'
import { writeLeakingSuite } from './leaking-suite'
import { ServerCounter } from './server-counter'
import { type Cost, costTable, courseTable, totalTable } from './tables'
import { type WatchedRun, watchRun } from './watched-run'

const size = { files: 20, tests: 277 }

// The compiled benchmarks live in a cache; npm starts scripts in the directory of package.json.
const repository = process.cwd()

async function main(args: readonly string[]): Promise<void> {
  const options = parseBenchOptions(args, repository, [], { jests: ['30'], nodes: ['running'] })
  const [jest = '30'] = options.jests
  const [node] = await nodesOf(options)
  if (node === undefined)
    throw new Error(`--node: expected one that can be installed, given ${options.nodes.join()}`)
  // Every leak must find room.
  const server = await startPostgres({ maxConnections: size.tests + 20 })
  const project = await createProject({ jest, package: options.package }, repository)
  const environment = {
    PATH: process.env.PATH,
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGDATABASE: server.database,
  }
  const bench = { runtime: { jest, node }, pairs: options.pairs, project, environment }
  try {
    await symlink(path.join(repository, 'node_modules/pg'), path.join(project.directory, 'node_modules/pg'))
    print(`${size.tests} tests in ${size.files} files, each of which leaves a connection to PostgreSQL open`)
    const { plain, guarded } = await watchBoth(bench, server.url)
    print(courseTable(plain, guarded))
    print(totalTable(plain, guarded, size.files))
    print(await measureCosts(bench))
  } finally {
    await rm(project.directory, { recursive: true, force: true })
    await server.stop()
  }
}

interface Bench {
  readonly runtime: Runtime
  readonly pairs: number
  readonly project: Project
  readonly environment: NodeJS.ProcessEnv
}

async function watchBoth(
  { runtime, project, environment }: Bench,
  url: string,
): Promise<Record<Side, WatchedRun>> {
  const suite = await writeLeakingSuite(project.directory, size)
  await writeConfigs(project.directory, suite)
  const counter = new ServerCounter(url)
  await counter.connect()
  try {
    const command = { ...project, node: runtime.node.binary, environment }
    const plain = await watchRun(command, 'plain', counter)
    // What the first run left must be gone.
    await counter.settle(0)
    return { plain, guarded: await watchRun(command, 'guarded', counter) }
  } finally {
    await counter.end()
  }
}

async function writeConfigs(directory: string, suite: string): Promise<void> {
  const shared = {
    rootDir: directory,
    roots: [suite],
    transform: {},
    cacheDirectory: path.join(directory, 'cache'),
    watchman: false,
    reporters: [path.join(__dirname, 'boundary-reporter.js')],
  }
  const configs = {
    plain: { ...shared, testEnvironment: 'node' },
    guarded: { ...shared, preset: 'jest-leakguard' },
  }
  for (const [side, config] of Object.entries(configs))
    await writeFile(path.join(directory, `database-${side}.config.json`), JSON.stringify(config))
}

async function measureCosts({ runtime, pairs, project, environment }: Bench): Promise<string> {
  const suites = path.join(repository, 'benchmarks/suites')
  const costOf = async (title: string, file: string, target?: number): Promise<Cost> => {
    const suite = { source: path.join(suites, file), environment }
    const measured = await costPerTest({ runtime, pairs }, project, suite)
    return { title, adapters: await adaptersLoaded(runtime, project, suite), target, measured }
  }
  return costTable([
    await costOf('no driver: trivial tests', 'trivial.js'),
    await costOf('`pg`: a transaction on a shared pool', 'database.js', 0.5),
  ])
}

function print(text: string): void {
  process.stdout.write(`${text}\n\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
