import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readFile } from '../../../loading/read-file'
import { isRecord } from '../../../options/validation/value-checks'
import type { Report } from '../../../report/model/model'
import { readDocument } from '../../../report/read/document'
import { reportVariable } from '../../../report/report-variable'
import { findJest } from '../../../why/processes/jest-binary'
import { runJest } from '../../runs/ask-jest'
import { asScript } from '../../runs/as-script'
import type { FileRun } from './compare'

/** Runs Jest on test files, as the project's own script does; `undefined` when it has left nothing to read. */
export async function runFiles(
  files: readonly string[],
  cwd: string,
  given: readonly string[],
): Promise<{ readonly report: Report; readonly run: FileRun } | undefined> {
  const jest = findJest(cwd, 'fix')
  const { args, env, nodeArgs } = asScript(cwd, given)
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-fix-'))
  const [file, results] = [join(directory, 'report.json'), join(directory, 'results.json')]
  const own = [
    '--json',
    `--outputFile=${results}`,
    '--bail=0',
    '--coverage=false',
    '--runTestsByPath',
    ...files,
  ]
  try {
    const started = { directory: cwd, env: { ...env, [reportVariable]: file }, nodeArgs }
    await runJest(jest, [...args, ...own], started)
    const tests = testsIn(String(readFile(results) ?? ''))
    if (tests === undefined || readFile(file) === undefined) return undefined
    const report = readDocument(file, file)
    return { report, run: { tests, files: report.files } }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** How each test ended, by file and title; those of one title in their order. */
function testsIn(json: string): FileRun['tests'] | undefined {
  if (json === '') return undefined
  const value: unknown = JSON.parse(json)
  if (!isRecord(value) || !Array.isArray(value.testResults)) return undefined
  const tests = new Map<string, string>()
  for (const file of value.testResults.filter(isRecord)) {
    const results = Array.isArray(file.assertionResults) ? file.assertionResults.filter(isRecord) : []
    for (const { failureMessages, fullName, status } of results) {
      let key = `${String(file.name)}\n${String(fullName)}`
      while (tests.has(key)) key += ' '
      tests.set(key, isLeakAlone(failureMessages) ? 'leaked' : String(status))
    }
  }
  return tests
}

/** A test that failed for what it leaked, and would have passed without. */
function isLeakAlone(messages: unknown): boolean {
  return (
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((message) => /^(?:Error: )?LeakError\b/.test(String(message)))
  )
}
