import { expectedOf, lineOf, sourceOf, type TypeCase, type TypeFamily } from '../support/cases/type-cases'
import { filesFamily } from '../types/files'
import { httpFamily } from '../types/http'
import { processesFamily } from '../types/processes'
import { serversFamily } from '../types/servers'
import { socketsFamily } from '../types/sockets'
import { timersFamily } from '../types/timers'
import { isSynchronous, type Opener, openers, prelude } from './openers'
import { type Shape, shapes } from './shapes'

/** One leak, and who must be held responsible for it. */
export interface LeakingCase {
  readonly file: string
  readonly line: number
  /** The path of the test, or of the describe block. */
  readonly culprit: string
  readonly owner: 'test' | 'describe'
  /** The headline calls it so. */
  readonly noun: string
}

/** A test that leaks nothing. */
export interface CleanCase {
  readonly file: string
  readonly test: string
}

export interface Acceptance {
  readonly files: Readonly<Record<string, string>>
  readonly leaking: readonly LeakingCase[]
  readonly clean: readonly CleanCase[]
}

const families = [timersFamily, serversFamily, socketsFamily, httpFamily, processesFamily, filesFamily]

/** Which cases are wanted. @default all */
interface Wanted {
  readonly cases?: (typeCase: TypeCase) => boolean
  readonly shapes?: (title: string) => boolean
}

const all = (): boolean => true

/** Every opener in every shape that can have it, and the cases of each family of types. */
export function acceptanceCases({ cases = all, shapes: isWanted = all }: Wanted = {}): Acceptance {
  const parts = [
    ...Object.entries(openers).map(([name, opener]) => ofOpener(name, opener, isWanted)),
    ...families.map((family) => ofFamily({ ...family, cases: family.cases.filter(cases) })),
  ]
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files)) as Record<string, string>,
    leaking: parts.flatMap(({ leaking }) => leaking),
    clean: parts.flatMap(({ clean }) => clean),
  }
}

function ofOpener(name: string, opener: Opener, isWanted: (title: string) => boolean): Acceptance {
  const file = `strict/${name.replaceAll(/\W+/g, '-')}.test.js`
  const possible = Object.entries(shapes).filter(
    ([title, shape]) => isWanted(title) && (shape.isSynchronous !== true || isSynchronous(opener)),
  )
  const blocks = possible.map(([title, shape]) => blockOf(title, shape, opener))
  const source = [prelude, ...blocks].join('\n')
  return {
    files: { [file]: source },
    leaking: possible.map(([title, { owner = 'test', culprit = 'leaks' }]): LeakingCase => ({
      file,
      line: lineWith(source, ` // ${title}`),
      culprit: owner === 'test' ? `${title} › ${culprit}` : title,
      owner,
      noun: opener.noun,
    })),
    clean: possible.flatMap(([title, { clean }]) =>
      clean.map((test) => ({ file, test: `${title} › ${test}` })),
    ),
  }
}

function blockOf(title: string, { body }: Shape, { open, close }: Opener): string {
  return `describe(${JSON.stringify(title)}, () => {${body({ leak: `${open} // ${title}`, open, close })}\n})`
}

function lineWith(source: string, mark: string): number {
  const lines = source.split('\n')
  const index = lines.findIndex((line) => line.endsWith(mark))
  if (index === -1 || lines.findLastIndex((line) => line.endsWith(mark)) !== index)
    throw new Error(`expected one line that ends with "${mark}"`)
  return index + 1
}

function ofFamily({ name, prelude: start, cases, files = {} }: TypeFamily): Acceptance {
  const file = `strict/family-${name}.test.js`
  const source = sourceOf(start, cases)
  return {
    files: { [file]: source, ...files },
    leaking: cases.flatMap((typeCase) =>
      expectedOf(typeCase, 'strict').map(({ headline, mark }) => ({
        file,
        line: lineOf(source, typeCase, mark),
        culprit: `${typeCase.name} › leaks`,
        owner: 'test' as const,
        noun: headline.slice(0, headline.indexOf(':')),
      })),
    ),
    clean: cases.flatMap(({ name: block, first, clean }) =>
      Object.keys({ ...first, ...clean }).map((test) => ({ file, test: `${block} › ${test}` })),
    ),
  }
}
