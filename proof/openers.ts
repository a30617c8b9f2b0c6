import { headOf, moduleOf, type Syntax } from './head'
import type { Plant } from './model'
import { resourceNames, resourceOf } from './resources'

/** What `place: 'in a module'` calls: one function a line for each resource. */
export const openersModule = (syntax: Syntax): string =>
  [
    ...headOf(syntax),
    'const openers = {}',
    ...resourceNames.map((name) => `openers[${JSON.stringify(name)}] = () => ${resourceOf(name).open}`),
    syntax === 'esm' ? 'export default openers' : 'module.exports = openers',
  ].join('\n')

export const openersFile = (syntax: Syntax): string => moduleOf('openers', syntax)

/** The line of the openers' module that opens a resource. */
export const openersLine = (name: Plant['resource'], syntax: Syntax): number =>
  headOf(syntax).length + 2 + resourceNames.indexOf(name)
