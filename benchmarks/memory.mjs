/**
 * What `jest-leakguard memory` takes for 300 files of 5 MB each, as a multiple of the CPU time of plain Jest, and the most
 * memory of any of its processes: once where no file is kept, once where all are.
 *
 *     npm run bench:memory        # some minutes
 */
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const files = 300
const most = { times: 3, bytes: 1.5e9 }

const rows = `const rows = Array.from({ length: 30000 }, (_, id) => ({ id, name: 'row ' + id, tags: [id] }))\n`
const suites = {
  'no file is kept': `${rows}test.each([1, 2, 3])('%i', (n) => expect(rows[n].id).toBe(n))\n`,
  'all are kept': `${rows}test('a', () => void process.stdout.on('resize', () => rows.length))\n`,
}

/** Preloaded into each process: what it has used from start to exit. */
const probe = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const used = JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, bytes: maxRSS * 1024 })
  require('node:fs').writeFileSync(require('node:path').join(process.env.BENCH_USED, String(process.pid)), used)
})\n`

function run(folder, args) {
  const used = mkdtempSync(path.join(folder, 'used-'))
  const env = {
    PATH: process.env.PATH,
    BENCH_USED: used,
    NODE_OPTIONS: `--require=${path.join(folder, 'probe.cjs')}`,
  }
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1e9 })
  const all = readdirSync(used).map((name) => JSON.parse(readFileSync(path.join(used, name), 'utf8')))
  return {
    cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
    bytes: Math.max(...all.map(({ bytes }) => bytes)),
    said: stderr.match(/(?:all \d+ files were let go|ended the run after \d+ files)/)?.[0],
  }
}

for (const [title, source] of Object.entries(suites)) {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakguard-bench-memory-'))
  try {
    mkdirSync(path.join(folder, 'node_modules'))
    const modules = { 'jest-leakguard': '.', jest: 'node_modules/jest' }
    for (const [name, at] of Object.entries(modules))
      symlinkSync(path.join(root, at), path.join(folder, 'node_modules', name), 'junction')
    writeFileSync(path.join(folder, 'package.json'), '{"jest":{"transform":{},"cacheDirectory":"./cache"}}')
    writeFileSync(path.join(folder, 'probe.cjs'), probe)
    for (let n = 0; n < files; n++) writeFileSync(path.join(folder, `f${n}.test.js`), source)
    const plain = run(folder, [path.join(root, 'node_modules/jest/bin/jest.js'), '-i'])
    const memory = run(folder, [path.join(root, 'build/cli.js'), 'memory'])
    const times = memory.cpu / plain.cpu
    console.log(
      `${title}: ${memory.cpu.toFixed(0)} s for ${plain.cpu.toFixed(0)} s, ${times.toFixed(2)} x (at most ${most.times}), ` +
        `${(memory.bytes / 1e6).toFixed(0)} MB (at most ${most.bytes / 1e6}); ${memory.said}`,
    )
    if (times > most.times || memory.bytes > most.bytes) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
