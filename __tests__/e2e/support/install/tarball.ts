import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from '../run/command'

const repository = path.resolve(__dirname, '../../../..')

/** This package as `npm pack` makes it. */
export interface Tarball {
  readonly file: string
  /** Names its content. */
  readonly hash: string
  /** The parts of package.json that decide how a package manager installs it. */
  readonly requirements: unknown
}

/** Packs this package, as it was last built, into a directory. */
export async function pack(directory: string): Promise<Tarball> {
  if (!existsSync(path.join(repository, 'build/index.js'))) {
    throw new Error('e2e: build/index.js does not exist: run `npm run build` first (`npm test` does)')
  }
  // Scripts could build once more, under the feet of the environment that runs from build/.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory]
  const [packed] = JSON.parse(await runCommand('npm', args, repository)) as [{ filename: string }]
  const file = path.join(directory, packed.filename)
  const manifest = JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')) as Manifest
  const { dependencies, peerDependencies, peerDependenciesMeta, engines, bin } = manifest
  return {
    file,
    hash: createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
      .slice(0, 12),
    requirements: { dependencies, peerDependencies, peerDependenciesMeta, engines, bin },
  }
}

type Manifest = Partial<
  Record<'dependencies' | 'peerDependencies' | 'peerDependenciesMeta' | 'engines' | 'bin', unknown>
>

/** Unpacks a tarball into a directory. */
export async function unpack(tarball: Tarball, directory: string): Promise<void> {
  await runCommand('tar', ['-xzf', tarball.file, '-C', directory, '--strip-components=1'], directory)
}
