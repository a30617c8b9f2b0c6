import path from 'node:path'

import type { Boundary } from './watched-run'

/** Jest waits for its reporters: nothing runs while the benchmark counts. */
class BoundaryReporter {
  onTestFileStart({ path: file }: { path: string }): Promise<void> {
    return tell({ at: 'start', file: path.basename(file) })
  }

  onTestFileResult({ path: file }: { path: string }): Promise<void> {
    return tell({ at: 'end', file: path.basename(file) })
  }
}

function tell(boundary: Boundary): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => {
      resolve()
    })
    process.send?.(boundary)
  })
}

export = BoundaryReporter
