// npm run measure:fix: what `jest-leakguard fix` makes of the leaking examples and of the leaks of the acceptance suite,
// as the table of docs/fix.md. All of it runs on copies, below the system's temporary directory.
// Arguments choose suites: npm run measure:fix -- quick-start "acceptance"
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import http2 from 'node:http2'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { build } from 'esbuild'

const root = path.join(import.meta.dirname, '..')
const work = mkdtempSync(path.join(tmpdir(), 'leakguard-fix-figures-'))
const examples = ['quick-start', 'workflow-store', 'sync-daemon', 'database-service']
const chosen = process.argv.slice(2)

const servers = [http.createServer((_, response) => response.end()), http2.createServer()]
const [HTTP, HTTP2] = await Promise.all(
  servers.map(async (server) => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return String(server.address().port)
  }),
)
try {
  symlinkSync(path.join(root, 'node_modules'), path.join(work, 'node_modules'))
  const suites = [
    ...examples.map((name) => ({ name, prepare: () => exampleProject(name), tests: ['./leaking'] })),
    { name: 'acceptance', prepare: acceptanceProject, tests: [] },
  ].filter(({ name }) => chosen.length === 0 || chosen.includes(name))
  const rows = []
  for (const { name, prepare, tests } of suites) rows.push({ name, ...figuresOf(await prepare(), tests) })
  console.log(table(rows))
} finally {
  for (const server of servers) server.close()
  rmSync(work, { recursive: true, force: true })
}
process.exit()

function exampleProject(name) {
  cpSync(path.join(root, 'examples'), path.join(work, 'examples'), {
    recursive: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  })
  return withPackage(path.join(work, 'examples', name))
}

/** One test file for each way to open something in each place: a leak of its own each. */
async function acceptanceProject() {
  const directory = path.join(work, 'acceptance')
  mkdirSync(directory)
  const { openers, prelude, shapes } = await acceptanceParts()
  for (const [name, { open, close }] of Object.entries(openers))
    for (const [title, { body, isSynchronous }] of Object.entries(shapes)) {
      if (isSynchronous === true && open.startsWith('await ')) continue
      const block = `describe(${JSON.stringify(title)}, () => {${body({ leak: open, open, close })}\n})\n`
      const file = `${name} ${title}.test.js`.replaceAll(/[^\w.]+/g, '-')
      writeFileSync(path.join(directory, file), `${prelude}\n${block}`)
    }
  writeFileSync(
    path.join(directory, 'package.json'),
    '{ "name": "acceptance", "scripts": { "test": "jest" } }\n',
  )
  writeFileSync(
    path.join(directory, 'jest.config.js'),
    "module.exports = { preset: 'jest-leakguard/strict' }\n",
  )
  return withPackage(directory)
}

async function acceptanceParts() {
  const contents = "export { openers, prelude } from './openers'\nexport { shapes } from './shapes'\n"
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.join(root, '__tests__/e2e/acceptance') },
    bundle: true,
    format: 'esm',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

function withPackage(directory) {
  mkdirSync(path.join(directory, 'node_modules'), { recursive: true })
  symlinkSync(root, path.join(directory, 'node_modules/jest-leakguard'))
  return directory
}

function figuresOf(directory, tests) {
  const before = jest(directory, tests, 'before')
  const fix = run(directory, [path.join(root, 'build/cli.js'), 'fix', '--json', before.report])
  const { leaks } = JSON.parse(fix.stdout)
  const after = jest(directory, tests, 'after')
  const count = (result) => leaks.filter((leak) => leak.result === result).length
  const reasons = leaks.filter(({ result }) => result === 'left' || result === 'undone')
  for (const { file, owner, reason, result, type } of reasons)
    console.error(`${result}: ${type} of ${owner} in ${path.basename(file)}: ${reason}`)
  const broken = [...after.failures].filter((test) => !before.failures.has(test))
  for (const test of broken) console.error(`BROKEN: ${test}`)
  return {
    leaks: leaks.length,
    fixed: count('fixed'),
    undone: count('undone'),
    left: count('left'),
    broken: broken.length,
  }
}

function jest(directory, tests, name) {
  const [report, results] = [`${name}-report.json`, `${name}-results.json`].map((file) =>
    path.join(directory, file),
  )
  const args = [
    path.join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${results}`,
    ...tests,
  ]
  run(directory, args, { JEST_LEAKGUARD_REPORT: report })
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'))
  const failures = new Set(
    testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ failureMessages }) => failureMessages.some((text) => !/^(?:Error: )?LeakError/.test(text)))
        .map(({ fullName }) => `${file.name} ${fullName}`),
    ),
  )
  return { report, failures }
}

function run(cwd, args, env = {}) {
  return spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, HTTP, HTTP2, ...env },
  })
}

function table(rows) {
  const share = (part, { leaks }) => `${part} (${((100 * part) / leaks).toFixed(0)} %)`
  return [
    '| suite | leaks | fixed | tried and undone | left | broken tests |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${row.leaks} | ${share(row.fixed, row)} | ${share(row.undone, row)} | ${row.left} | ${row.broken} |`,
    ),
  ].join('\n')
}
