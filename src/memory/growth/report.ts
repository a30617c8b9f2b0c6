import type { Terminal } from '../../terminal/terminal'
import type { Place } from '../holders/holder'
import { at, megabytes, type Telling } from '../words'
import type { Growing } from '../growing-files'
import type { GrowingOwner } from './decide'

/** Owners, classes, functions and variables that are told of one file, at most. */
const mostOwners = 6
const mostClasses = 3
const mostLines = 3

/** A class, function or variable with less of the growth is no answer. */
const leastShare = 0.05

/** The answer for people. */
export function growthText(
  growing: readonly Growing[],
  total: number,
  telling: Telling,
  style: Terminal['style'],
): string {
  const have = growing.length === 1 ? 'has' : 'have'
  const bytes = growing.reduce((sum, file) => sum + file.bytes, 0)
  const headline = `${String(growing.length)} of ${String(total)} files ${have} tests that leave memory behind (some ${megabytes(bytes)}):`
  const blocks = growing.map((file) => {
    const outside = file.external > 0 ? `, ${megabytes(file.external)} of it outside the heap` : ''
    const title = `● ${telling.shown(file.file)} (${megabytes(file.bytes)}${outside})`
    const lines = linesOf(file, telling).map((line) => `      ${line}`)
    return [`  ${style('red', title)}`, '', ...lines].join('\n')
  })
  return [style('bold', headline), ...blocks].join('\n\n')
}

/** The answer for programs. */
export function growthJson(growing: readonly Growing[], telling: Telling): unknown[] {
  return growing.map(({ file, bytes, external, owners, classes, allocators, holders }) => ({
    file: telling.shown(file),
    bytes,
    external,
    owners,
    classes: classes.slice(0, 20),
    allocators: allocators.map((each) => ({ ...each, file: telling.shown(each.file) })),
    holders: holders.map(({ name, bytes: held, place }) => ({
      name,
      bytes: held,
      place: place === undefined ? null : { ...place, file: telling.shown(place.file) },
    })),
  }))
}

function linesOf({ bytes, owners, classes, allocators, holders }: Growing, telling: Telling): string[] {
  const isMuch = (each: { readonly bytes: number }): boolean => each.bytes > leastShare * bytes
  const made = classes
    .filter(isMuch)
    .slice(0, mostClasses)
    .map(({ name, count, bytes: size }) => {
      const many = count === 0 ? 'an older' : count.toLocaleString('en')
      return `${many} ${name} (${megabytes(size)})`
    })
  const by = allocators
    .filter(isMuch)
    .slice(0, mostLines)
    .map((each) => {
      const others = each.others === 0 ? '' : ` and ${String(each.others)} more`
      return `${written(each.name, each, telling)}${others} (${megabytes(each.bytes)})`
    })
  const held = holders.filter(isMuch).slice(0, mostLines)
  const variables = held.map(
    ({ name, place, bytes: size }) => `${written(name, place, telling)} (${megabytes(size)})`,
  )
  const [first] = held
  return [
    ...ownerLines(owners),
    ...(by.length > 0 ? [`allocated in ${by.join(', ')}`] : []),
    ...(made.length > 0 ? [`of the last two thirds of its tests: ${made.join(', ')}`] : []),
    ...(variables.length > 0 ? [`these are held by ${variables.join(', ')}`] : []),
    `help: ${first === undefined ? 'let go in `afterEach` of what the test has made' : `empty \`${first.name}\` in \`afterEach\`, or give it a limit`}`,
  ]
}

function ownerLines(owners: readonly GrowingOwner[]): string[] {
  const told = [...owners].sort((a, b) => b.bytes - a.bytes).slice(0, mostOwners)
  const rest = owners.filter((owner) => !told.includes(owner))
  const lines = owners
    .filter((owner) => told.includes(owner))
    .map(({ name, with: others, bytes }) => {
      const more = others === 0 ? '' : ` and the ${others === 1 ? 'one' : String(others)} before it`
      return `${name}${more} left ${megabytes(bytes)}`
    })
  const bytes = rest.reduce((sum, owner) => sum + owner.bytes, 0)
  return rest.length === 0 ? lines : [...lines, `and ${String(rest.length)} more, ${megabytes(bytes)}`]
}

/** `` `remember` (src/cache.js:3) ``, or the place alone. */
function written(name: string, place: Place | undefined, telling: Telling): string {
  if (place === undefined) return `\`${name}\``
  return name === '' ? at(place, telling) : `\`${name}\` (${at(place, telling)})`
}
