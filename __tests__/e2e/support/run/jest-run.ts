import type { JestFile, JestJson, JestTest } from './jest-json'
import type { ProcessEnd } from './jest-process'
import { normalize } from './normalize'

/** What a finished Jest run printed and reported; all text is normalised. */
export class JestRun {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly timedOut: boolean
  /** Whether processes that the run had started were still alive when Jest had ended. */
  readonly leftProcesses: boolean
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order of their arrival. */
  readonly output: string

  constructor(
    /** The fixture's directory. */
    readonly root: string,
    end: ProcessEnd,
    private readonly results: JestJson | undefined,
  ) {
    this.code = end.code
    this.signal = end.signal
    this.timedOut = end.timedOut
    this.leftProcesses = end.leftProcesses
    this.stdout = normalize(end.stdout, root)
    this.stderr = normalize(end.stderr, root)
    this.output = normalize(end.output, root)
  }

  /** What `--json` reported; throws if Jest ended before it wrote that. */
  get json(): JestJson {
    if (this.results === undefined) throw this.error('Jest wrote no results')
    return this.results
  }

  /** The test of this title, alone (`adds`) or with its describe blocks (`sums › adds`). */
  test(name: string): JestTest {
    const all = this.json.testResults.flatMap((file) => file.assertionResults)
    const found = all.filter((test) => pathOf(test) === name || test.title === name)
    const [test] = found
    if (test === undefined || found.length > 1) {
      throw this.error(
        `${found.length} tests are called "${name}"; there are:\n${all.map(pathOf).join('\n')}`,
      )
    }
    return test
  }

  /** The failures of a test as Jest prints them, with code frames; empty if it has none. */
  messageOf(name: string): string {
    const test = this.test(name)
    const file = this.json.testResults.find((candidate) => candidate.assertionResults.includes(test))
    const blocks = (file?.message ?? '').split(/^(?= {2}● )/m)
    return blocks.filter((block) => block.startsWith(`  ● ${pathOf(test)}\n`)).join('')
  }

  /** The test file of this path below the fixture's directory. */
  file(path: string): JestFile {
    const all = this.json.testResults
    const file = all.find((candidate) => candidate.name === path)
    if (file === undefined)
      throw this.error(`no test file ran as ${path}; there are:\n${all.map((f) => f.name).join('\n')}`)
    return file
  }

  /** All failures of a test file as Jest prints them, with code frames; empty if it has none. */
  fileMessage(path: string): string {
    return this.file(path).message
  }

  private error(problem: string): Error {
    const end = this.timedOut ? 'killed after its timeout' : `exit code ${String(this.code ?? this.signal)}`
    return new Error(`${problem}\n--- output of Jest (${end}):\n${this.output}`)
  }
}

const pathOf = (test: JestTest): string => [...test.ancestorTitles, test.title].join(' › ')
