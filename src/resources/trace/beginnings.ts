import { constructorsAbove } from './trace'

/** A package of the project, not one of Jest's. */
const ofPackage = /.*[\\/]node_modules[\\/](?!(?:@jest[\\/]|jest-|expect[\\/]))/

/** A request of `node:http`, or an object of a package. */
export type Beginning = 'client request' | 'beginning'

/**
 * Whether what this class opens is opened some turns after it was made, with nothing but packages on the stack:
 * classes of packages, and the requests of `node:http`. `callee` was called by its constructor, just now.
 */
export function beginningOf(prototype: object, callee: () => void): Beginning | undefined {
  // The queries of `pg` are seen where they are sent, and traced there.
  if ('handleReadyForQuery' in prototype) return undefined
  const names = classNames(prototype)
  if (names[0] === 'ClientRequest') return 'client request'
  const makers = constructorsAbove(callee)
  return makers.some(({ name, file }) => names.includes(name) && ofPackage.test(file))
    ? 'beginning'
    : undefined
}

/** The names of a class and of those that it extends. */
function classNames(prototype: object): string[] {
  const names: string[] = []
  for (
    let each: object | null = prototype;
    each !== null;
    each = Object.getPrototypeOf(each) as object | null
  ) {
    const maker: unknown = Object.getOwnPropertyDescriptor(each, 'constructor')?.value
    if (typeof maker === 'function') names.push(maker.name)
  }
  return names
}
