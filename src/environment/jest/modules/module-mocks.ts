import type { ModuleMocks } from '../../../resources/state/module-mocks'
import type { Runtime } from './jest-runtime'

type Decisions = ReadonlyMap<string, boolean>
type Factories = ReadonlyMap<string, unknown>

/** Where Jest 29 and 30.0 keep them. */
interface Flat {
  readonly _explicitShouldMock?: Decisions
  readonly _mockFactories?: Factories
  readonly _explicitShouldMockModule?: Decisions
  readonly _moduleMockFactories?: Factories
}

/** And where Jest 30.5 does. */
interface Nested {
  readonly mockState?: {
    readonly explicitCjsMock?: Decisions
    readonly cjsFactories?: Factories
    readonly explicitEsmMock?: Decisions
    readonly esmFactories?: Factories
  }
}

/** As `moduleMocksOf`, of a runtime that is there later; it keeps the registries that it begins with. */
export function moduleMocksIn(runtime: () => Runtime | undefined): () => readonly ModuleMocks[] {
  let found: readonly ModuleMocks[] = []
  return () => {
    if (found.length === 0) found = moduleMocksOf(runtime())
    return found
  }
}

/** What `jest.doMock()` and its siblings have registered: for CommonJS, and for ES modules. */
function moduleMocksOf(runtime: Runtime | undefined): ModuleMocks[] {
  const kept = (runtime ?? {}) as Flat & Nested
  const { mockState = {} } = kept
  const all = [
    [kept._explicitShouldMock, kept._mockFactories],
    [kept._explicitShouldMockModule, kept._moduleMockFactories],
    [mockState.explicitCjsMock, mockState.cjsFactories],
    [mockState.explicitEsmMock, mockState.esmFactories],
  ] as const
  return all.flatMap(([mocked, factories]) =>
    mocked === undefined || factories === undefined
      ? []
      : [{ mocked: mocked as Map<string, boolean>, factories: factories as Map<string, unknown> }],
  )
}
