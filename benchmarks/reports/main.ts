import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { json } from '../../src/report/formats/json'
import { generatedReport } from './generate'

// npm starts scripts in the directory of package.json.
const command = path.join(process.cwd(), 'build/cli.js')

/** Prints what it takes to merge many shards, and how large the HTML of a large run is. */
function main(shards: number, filesPerShard: number, htmlFiles: number): void {
  const directory = mkdtempSync(path.join(tmpdir(), 'leakguard-reports-'))
  try {
    measureMerge(directory, shards, filesPerShard)
    measureHtml(directory, htmlFiles)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function measureMerge(directory: string, shards: number, filesPerShard: number): void {
  const names = Array.from({ length: shards }, (_, index) => {
    const name = path.join(directory, `leaks-${index + 1}-of-${shards}.json`)
    writeFileSync(name, json(generatedReport(filesPerShard, { index: index + 1, count: shards })))
    return name
  })
  const size = names.reduce((sum, name) => sum + statSync(name).size, 0)
  const output = path.join(directory, 'merged.json')
  const used = run(['merge', '--output', output, ...names], directory)
  print(
    `merge: ${shards} shards of ${filesPerShard} files, ${megabytes(size)}: ${used.cpuSeconds.toFixed(1)} s of CPU, ${used.seconds.toFixed(1)} s, ` +
      `at most ${megabytes(used.peakBytes)} of memory, one report of ${megabytes(statSync(output).size)}`,
  )
  for (const name of [...names, output]) rmSync(name)
}

function measureHtml(directory: string, files: number): void {
  const input = path.join(directory, 'leaks.json')
  const output = path.join(directory, 'leaks.html')
  writeFileSync(input, json(generatedReport(files)))
  const used = run(['report', '--format', 'html', '--output', output, input], directory)
  print(
    `html: ${files} files with counts, ${readFileSync(input, 'utf8').split('"fingerprint"').length - 1} leaks: ` +
      `${Math.ceil(statSync(output).size / 1024)} KB in ${used.seconds.toFixed(1)} s`,
  )
}

/** Exit code 1 only says that there are leaks. */
function run(
  args: readonly string[],
  cwd: string,
): { seconds: number; cpuSeconds: number; peakBytes: number } {
  const began = performance.now()
  const probe =
    "process.on('exit', () => require('node:fs').writeSync(2, `used ${process.resourceUsage().maxRSS} ${process.cpuUsage().user + process.cpuUsage().system}\\n`))"
  const preload = path.join(cwd, 'peak.cjs')
  writeFileSync(preload, probe)
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, command, ...args], {
    cwd,
    encoding: 'utf8',
  })
  const [, peak, cpu] = /^used (\d+) (\d+)$/m.exec(stderr) ?? []
  if ((status !== 0 && status !== 1) || peak === undefined)
    throw new Error(`leakguard ${args[0] ?? ''}: ${stderr}`)
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: Number(cpu) / 1e6,
    peakBytes: Number(peak) * 1024,
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

const [shards = 200, filesPerShard = 1000, htmlFiles = 5000] = process.argv.slice(2).map(Number)
main(shards, filesPerShard, htmlFiles)
