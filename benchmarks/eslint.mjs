/**
 * What the recommended rules add to ESLint on a project of 1,000 files: CPU time, in pairs, each run in a process of its own.
 *
 *     npm run bench:eslint        # 3 pairs; `npm run bench:eslint -- 5` for more
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import js from '@eslint/js'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

const root = path.dirname(import.meta.dirname)
const files = 1000
const limit = 1.1

/** As many files as are wanted, out of what the examples have of tests and sources. */
function generate(folder) {
  const samples = ['quick-start', 'workflow-store', 'sync-daemon', 'database-service'].flatMap((example) =>
    ['src', 'clean', 'leaking'].flatMap((part) => {
      const directory = path.join(root, 'examples', example, part)
      return readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => ({
          name: path.basename(name),
          text: readFileSync(path.join(directory, name), 'utf8'),
        }))
    }),
  )
  for (let index = 0; index < files; index++) {
    const { name, text } = samples[index % samples.length]
    const directory = path.join(folder, `part-${Math.floor(index / 50)}`)
    mkdirSync(directory, { recursive: true })
    writeFileSync(path.join(directory, `${index}-${name}`), text)
  }
}

/** In a process of its own: lints everything, and tells what it cost. */
async function lint(folder, withRules) {
  const { configs } = createRequire(import.meta.url)('../build/eslint.js')
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    baseConfig: [
      { files: ['**/*.ts'] },
      js.configs.recommended,
      ...tseslint.configs.recommended,
      ...(withRules ? [configs.recommended] : []),
    ],
  })
  const before = process.cpuUsage()
  const results = await eslint.lintFiles(['**/*.ts'])
  const { user, system } = process.cpuUsage(before)
  const found = results.flatMap(({ messages }) =>
    messages.filter(({ ruleId }) => ruleId?.startsWith('leakguard/')),
  )
  process.send({ cpu: (user + system) / 1e6, files: results.length, found: found.length })
}

async function run(folder, withRules) {
  const child = fork(fileURLToPath(import.meta.url), ['--lint', folder, String(withRules)])
  const [[result]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
  return result
}

async function main(pairs) {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakguard-bench-eslint-'))
  try {
    generate(folder)
    const ratios = []
    for (let pair = 0; pair < pairs; pair++) {
      const plain = await run(folder, false)
      const ruled = await run(folder, true)
      ratios.push(ruled.cpu / plain.cpu)
      console.log(
        `${plain.files} files: ${plain.cpu.toFixed(1)} s of CPU plain, ${ruled.cpu.toFixed(1)} s with the rules (${ruled.found} findings)`,
      )
    }
    const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]
    console.log(`median ${median.toFixed(3)} x, at most ${limit} x`)
    if (median > limit) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [first, folder, withRules] = process.argv.slice(2)
if (first === '--lint') await lint(folder, withRules === 'true')
else await main(Number(first ?? 3))
