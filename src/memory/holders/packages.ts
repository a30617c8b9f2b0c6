/** What `jest` installs for itself, and this package. */
const ownPackages =
  /^(?:@jest\/.+|babel-jest|expect|jest|jest-leakguard|jest-(?:circus|cli|config|console|each|environment-(?:jsdom|node)|jasmine2|leak-detector|message-util|mock|resolve|runner|runtime|snapshot|util|worker))$/

/** The package of Jest's own, or ours, that a file is part of; undefined for all others. */
export function packageOfJest(file: string): string | undefined {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? []
  const normal = name?.replace('\\', '/')
  return normal !== undefined && ownPackages.test(normal) ? normal : undefined
}
