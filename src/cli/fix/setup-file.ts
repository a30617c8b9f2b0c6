import { readFile } from '../../loading/read-file'
import { isSame } from '../runs/environments'
import { resolveRun } from '../runs/configs'
import { ownRun } from '../runs/runs-for'

/** The setup file of a project that may get another line: the last of `setupFilesAfterEnv` that is the project's own. */
export async function setupFileFor(cwd: string, root: string): Promise<string | undefined> {
  const { projects } = await resolveRun(ownRun(cwd))
  const project = projects.find(({ config }) => isSame(String(config.rootDir), root))
  const files: unknown[] = Array.isArray(project?.config.setupFilesAfterEnv)
    ? project.config.setupFilesAfterEnv
    : []
  return files
    .filter((file) => typeof file === 'string')
    .findLast((file) => !/[\\/]node_modules[\\/]/.test(file) && readFile(file) !== undefined)
}
