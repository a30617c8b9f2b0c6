import { type ActivityServer, DriverMissing } from '../../servers/activity/source'
import { judgeActivity, type Tolerance } from '../../verdict/databases/server-activity'
import { exitCode } from '../command-line/exit-code'
import type { View } from './view'

/** Looks once and returns the exit code. @throws DriverMissing */
export async function lookOnce(server: ActivityServer, view: View, tolerance: Tolerance): Promise<number> {
  try {
    const source = await server.connect()
    try {
      const activity = await source.look()
      const verdict = judgeActivity(activity, tolerance)
      view.show(activity, verdict)
      return verdict.tooFewLeft || verdict.stuck.length > 0 ? exitCode.leaks : exitCode.clean
    } finally {
      await source.close().catch(() => undefined)
    }
  } catch (error) {
    if (error instanceof DriverMissing) throw error
    view.problem(server.explain(error))
    return exitCode.incomplete
  }
}
