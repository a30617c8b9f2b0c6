import { mkdirSync, renameSync, unlinkSync, writeFile } from '../kept/fs'
import { join } from '../kept/path'
import { pid } from '../kept/process'

import { inRootDir } from '../options/in-root-dir'
import { type FormatName, fileNameOf } from '../report/format-names'
import { render } from '../report/formats'
import type { Report } from '../report/model/model'

export interface Written {
  /** Paths as they are given to the user: `output` with the name of the file. */
  readonly files: readonly string[]
  /** One line for each format that could not be written. */
  readonly problems: readonly string[]
}

/** Writes each format to a file of its own, whole or not at all; a report that cannot be written changes no verdict. */
export function writeReports(
  report: Report,
  formats: readonly FormatName[],
  output: string,
  rootDir: string,
): Written {
  const files: string[] = []
  const problems: string[] = []
  const [run] = report.runs
  for (const format of new Set(formats)) {
    if (format === 'github') continue
    const name = fileNameOf(format, report.runs.length === 1 ? run?.shard : undefined)
    try {
      writeWhole(inRootDir(rootDir, output), name, render(report, format))
      files.push(join(output, name))
    } catch (error) {
      problems.push(`cannot write ${join(output, name)}: ${reasonOf(error)}`)
    }
  }
  return { files, problems }
}

/** GitHub shows what is appended to this file on the page of the job. */
export function appendStepSummary(report: Report, env: NodeJS.ProcessEnv): string | undefined {
  const file = env.GITHUB_STEP_SUMMARY ?? ''
  if (file === '') return undefined
  try {
    writeFile(file, render(report, 'markdown'), 'a')
    return undefined
  } catch (error) {
    return `cannot write the summary of the job: ${reasonOf(error)}`
  }
}

function writeWhole(directory: string, name: string, text: string): void {
  mkdirSync(directory, { recursive: true })
  const half = join(directory, `.${name}.${String(pid)}`)
  try {
    writeFile(half, text)
    renameSync(half, join(directory, name))
  } catch (error) {
    removeIfThere(half)
    throw error
  }
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // It was not even begun.
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  // Without the call and the path, which stands before it.
  return text.replace(/^(\w+: [^,]*),.*$/s, '$1')
}
