// Runs test files again and again under load, and says which verdicts changed:
//   npm run proof:repeat -- 50 e2e/reports/limits -t 'exceeds a limit'
// All after the number goes to Jest. Exit code 1 when a test did not end the same way every time.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const [times = '50', ...args] = process.argv.slice(2)
const directory = mkdtempSync(path.join(tmpdir(), 'leakguard-repeat-'))
const output = path.join(directory, 'results.json')
/** One core is busy meanwhile: what is judged by turns of the event loop, or by time, shows it. */
const load = spawn(process.execPath, [
  '-e',
  'for (;;) JSON.stringify(Array.from({ length: 1e5 }, Math.random))',
])
const verdicts = new Map()

try {
  for (let run = 1; run <= Number(times); run++) {
    spawnSync('npx', ['jest', '-i', '--json', `--outputFile=${output}`, ...args], { stdio: 'ignore' })
    const { testResults } = JSON.parse(readFileSync(output, 'utf8'))
    for (const { fullName, status } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (status === 'pending') continue
      const counts = verdicts.get(fullName) ?? {}
      counts[status] = (counts[status] ?? 0) + 1
      verdicts.set(fullName, counts)
    }
  }
} finally {
  load.kill()
  rmSync(directory, { recursive: true, force: true })
}
for (const [name, counts] of verdicts) console.log(`${JSON.stringify(counts)} ${name}`)
process.exitCode =
  verdicts.size > 0 && [...verdicts.values()].every((counts) => Object.keys(counts).length === 1) ? 0 : 1
