import fc from 'fast-check'

import {
  type Block,
  type Closing,
  closings,
  hookNames,
  type Hook,
  type Noise,
  noises,
  type Outcome,
  type Place,
  places,
  type Plant,
  styles,
  type Test,
  type TestFile,
} from './model'
import { planned } from './plan'
import { type ResourceName, resourceNames, resourceOf } from './resources'

const weighted = <T>(...choices: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))

const plant: fc.Arbitrary<Plant> = fc.record({
  id: fc.constant(0),
  resource: weighted<ResourceName>(
    ...resourceNames.map((name) => [resourceOf(name).weight ?? 4, name] as const),
  ),
  place: weighted<Place>([6, 'at once'], ...places.slice(1).map((place) => [1, place] as const)),
  closing: weighted<Closing>([5, 'never'], ...closings.slice(1).map((closing) => [2, closing] as const)),
  times: weighted<1 | 3>([8, 1], [1, 3]),
})

const plants = (maxLength: number): fc.Arbitrary<Plant[]> => fc.array(plant, { maxLength })

const test: fc.Arbitrary<Test> = fc.record({
  kind: fc.constant('test'),
  id: fc.constant(0),
  style: fc.constantFrom(...styles),
  outcome: weighted<Outcome>(
    [24, 'passes'],
    [4, 'fails'],
    [2, 'fails once'],
    [1, 'times out'],
    [1, 'fails as expected'],
    [1, 'is skipped'],
    [1, 'is to do'],
  ),
  rows: weighted<0 | 1 | 2>([6, 0], [1, 1], [1, 2]),
  concurrent: weighted([8, false], [1, true]),
  noises: fc.array(fc.constantFrom<Noise>(...noises), { maxLength: 2 }),
  plants: plants(2),
})

const hook: fc.Arbitrary<Hook> = fc.record({
  name: fc.constantFrom(...hookNames),
  style: fc.constantFrom(...styles),
  plants: plants(2),
})

const block = (children: fc.Arbitrary<Block | Test>, maxLength: number): fc.Arbitrary<Block> =>
  fc.record({
    kind: fc.constant('block'),
    id: fc.constant(0),
    rows: weighted<0 | 2>([8, 0], [1, 2]),
    body: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: plants(2) }),
    hooks: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(hook, { maxLength: 2 }) },
    ),
    children: fc.array(children, { minLength: 1, maxLength }),
  })

const inner = block(test, 3)
const middle = block(fc.oneof({ weight: 4, arbitrary: test }, { weight: 1, arbitrary: inner }), 4)
const root = block(fc.oneof({ weight: 3, arbitrary: test }, { weight: 2, arbitrary: middle }), 6)

/** A test file, as coherent as one that somebody wrote. */
export const testFile: fc.Arbitrary<TestFile> = fc
  .record({
    retries: weighted<0 | 1>([7, 0], [1, 1]),
    setup: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: plants(2) }),
    root,
  })
  .map(planned)
