import type { Frame } from '../../verdict/leak'

/** What `jest` installs for itself; third-party `jest-…` packages are not among them. */
const jestPackages =
  /^(?:@jest\/.+|babel-jest|expect|import-local|jest|pirates|jest-(?:changed-files|circus|cli|config|docblock|each|environment-(?:jsdom|node)|haste-map|jasmine2|leak-detector|message-util|mock|regex-util|resolve|resolve-dependencies|runner|runtime|snapshot|util|validate|watcher|worker))$/

/** True for frames of the project and of the packages that it chose: not of Node, Jest or this package. */
export function isTelling({ kind, package: name }: Frame): boolean {
  return kind === 'project' || (kind === 'dependency' && !(name !== undefined && jestPackages.test(name)))
}
