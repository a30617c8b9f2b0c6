import { blockCheck, fileCheck } from '../../../../src/wording/own-checks'

/** A test file that leaks, beside tests that do not, and everything that must be said about it. */
export interface LeakCase {
  readonly name: string
  /** The line that opens what leaks ends with the comment `// opened`. */
  readonly source: string
  /** In the order of being printed; every test that owns none of them must pass. */
  readonly leaks: readonly ExpectedLeak[]
  /** Titles of tests that fail on their own account. */
  readonly failing?: readonly string[]
}

/** The owner of a leak: a test, a describe block, or the test file. */
export type LeakOwner = { readonly test: string } | { readonly describe: string } | 'file'

export interface ExpectedLeak {
  readonly owner: LeakOwner
  readonly headline: string
  readonly help: string
  /** The comment at the end of the line that opened it. @default 'opened' */
  readonly mark?: string
}

/** A `setInterval` that nobody cleared. */
export const leakedInterval = (owner: LeakOwner, mark?: string): ExpectedLeak => ({
  owner,
  headline: `${subjectOf(owner)} leaked a timer: it was started here and never cleared`,
  help: `keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`${hookOf(owner)}\``,
  ...(mark === undefined ? {} : { mark }),
})

/** A TCP server that nobody closed. */
export const leakedServer = (owner: LeakOwner, mark?: string): ExpectedLeak => ({
  owner,
  headline: `${subjectOf(owner)} leaked a TCP server: it was told to listen here and never closed`,
  help: `\`await new Promise((done) => server.close(done))\` in \`${hookOf(owner)}\``,
  ...(mark === undefined ? {} : { mark }),
})

/** What `what` names, with the call that closes it. */
export const leaked = (owner: LeakOwner, what: string, call: string, mark?: string): ExpectedLeak => ({
  owner,
  headline: `${subjectOf(owner)} leaked ${what}`,
  help: `\`${call}\` in \`${hookOf(owner)}\``,
  ...(mark === undefined ? {} : { mark }),
})

function subjectOf(owner: LeakOwner): string {
  if (owner === 'file') return 'this file'
  return 'test' in owner ? 'this test' : `${owner.describe}: this describe block`
}

/** The test that fails: the owner itself, or what is listed for a describe block or a file. */
export function listedAs(owner: LeakOwner): string {
  if (owner === 'file') return fileCheck
  return 'test' in owner ? owner.test : `${owner.describe} › ${blockCheck}`
}

const hookOf = (owner: LeakOwner): string => (owner !== 'file' && 'test' in owner ? 'afterEach' : 'afterAll')

/** `after an await` lives in `after-an-await.test.js`. */
export const fileOf = ({ name }: LeakCase): string =>
  `${name.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '')}.test.js`

/** The test files of all cases. */
export const filesOf = (cases: readonly LeakCase[]): Record<string, string> =>
  Object.fromEntries(cases.map((leakCase) => [fileOf(leakCase), leakCase.source]))
