import type { JestLine } from '../__tests__/e2e/support/install/consumers'
import { allNodeLines, type NodeLine } from '../__tests__/e2e/support/install/node-binaries'
import { type Syntax, syntaxes } from './head'

/** What generated files run on. */
export interface Circumstances {
  readonly jest: JestLine
  readonly node: NodeLine
  readonly syntax: Syntax
}

const jestLines: readonly JestLine[] = ['30', '29']

/** Chosen by the seed, where nobody has chosen: run by run all of them have their turn. */
export function circumstancesOf(
  seed: number,
  chosen: Readonly<Record<string, string | undefined>>,
): Circumstances {
  // Node 20 has no SQLite of its own, and better-sqlite3 is there for the running Node only.
  const lines = allNodeLines.filter((line) => line !== '20' || process.versions.node.startsWith('20.'))
  const [first, second, third] = [seed % 3, Math.floor(seed / 3) % lines.length, Math.floor(seed / 12) % 3]
  return {
    jest: given(jestLines, chosen['PROOF_JEST'], '--jest') ?? (first === 0 ? '29' : '30'),
    node: given(allNodeLines, chosen['PROOF_NODE'], '--node') ?? lines[second] ?? '24',
    syntax: given(syntaxes, chosen['PROOF_SYNTAX'], '--syntax') ?? (third === 0 ? 'esm' : 'commonjs'),
  }
}

function given<T extends string>(
  all: readonly T[],
  value: string | undefined,
  option: string,
): T | undefined {
  if (value === undefined) return undefined
  const found = all.find((each) => each === value)
  if (found === undefined) throw new Error(`${option}: expected one of ${all.join(', ')}, given ${value}`)
  return found
}

/** What repeats it. */
export const optionsOf = ({ jest, node, syntax }: Circumstances): string =>
  `--jest ${jest} --node ${node} --syntax ${syntax}`
