import { basename, dirname, relative, sep } from '../../kept/path'
import { currentDirectory } from '../../kept/process'
import { escaped, type WatchedValues } from './watched'

/** One of Jest's registries of mocked modules, by the module's id. */
export interface ModuleMocks {
  readonly mocked: Map<string, boolean>
  readonly factories: Map<string, unknown>
}

/** Those that `jest.doMock()` and its siblings leave for later tests: the file's own `jest.mock()` is there from the start. */
export function watchModuleMocks(mocks: () => readonly ModuleMocks[]): WatchedValues {
  const root = currentDirectory()
  const read = (id: string): unknown => {
    for (const { factories, mocked } of mocks())
      if (mocked.get(id) === true) return factories.get(id) ?? mocked
    return undefined
  }
  return {
    type: 'module-mock',
    outlivesFile: false,
    compare(last, note) {
      for (const { factories, mocked } of mocks()) {
        // `jest.dontMock()` leaves a decision, too: not to mock.
        for (const [id, isMocked] of mocked) {
          const now = isMocked ? (factories.get(id) ?? mocked) : undefined
          const before = last.get(id)
          if (now === before) continue
          last.set(id, now)
          if (now !== undefined) note(id, before, now)
        }
      }
    },
    read,
    isClear: (now) => now === undefined,
    restore(id, value) {
      for (const { factories, mocked } of mocks()) {
        if (!mocked.has(id)) continue
        factories.delete(id)
        if (value === undefined) mocked.delete(id)
        else if (value !== mocked) factories.set(id, value)
      }
    },
    facts: (id) => {
      const { called, file } = moduleOf(id)
      return { key: called ?? relative(root, file).replaceAll(sep, '/') }
    },
    sources: (id) => {
      const { called, file } = moduleOf(id)
      const name = called ?? nameOf(file)
      const call = String.raw`\b(?:doMock|mock|setMock|unstable_mockModule)(?:<[^>(]*>)?\(\s*`
      return [
        new RegExp(
          String.raw`${call}(?:import\(\s*)?['"\`](?:[^'"\`\n]*\/)?(?:node:)?${escaped(name)}(?:\/index)?(?:\.\w+)?['"\`]`,
        ),
        /\b(?:doMock|setMock|unstable_mockModule)(?:<[^>(]*>)?\(/,
      ]
    },
  }
}

/** A package or core module by its name, another module by its file. */
function moduleOf(id: string): { readonly called: string | undefined; readonly file: string } {
  const [kind, file = ''] = id.replace(':node:', ':').split(sep === '\\' ? ';' : ':')
  const inPackage = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]
  return { called: kind === 'node' ? file : inPackage?.replace('\\', '/'), file }
}

function nameOf(file: string): string {
  const name = basename(file).replace(/\.\w+$/, '')
  return name === 'index' ? basename(dirname(file)) : name
}
