import { readFileSync } from 'node:fs'

import { type Order, orderVariable, shuffled } from './order'

interface Test {
  readonly path: string
}

/** Jest's `testSequencer` for `leakguard bisect`: runs the test files that it is told, in the order that it is told. */
class GivenOrder {
  readonly #order = JSON.parse(readFileSync(process.env[orderVariable] ?? '', 'utf8')) as Order

  sort(tests: Iterable<Test>): Test[] {
    const all = [...tests]
    const { files, seed } = this.#order
    if (files === undefined) return shuffled(all, seed ?? 0, process.cwd())
    return files.flatMap((file) => all.filter(({ path }) => path === file))
  }

  shard(tests: Iterable<Test>): Test[] {
    return [...tests]
  }

  allFailedTests(tests: Iterable<Test>): Test[] {
    return [...tests]
  }

  cacheResults(): void {
    // Its order is its own.
  }
}

export = GivenOrder
