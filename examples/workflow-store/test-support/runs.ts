import { newRun, type WorkflowRun } from '../src/run'
import type { Workflow } from '../src/workflow'

/** A run of an order workflow with three steps. */
export function orderRun(runId: string, changes: Partial<WorkflowRun> = {}): WorkflowRun {
  return { ...newRun(runId, 'order', 3, { paid: false }), ...changes }
}

/** A workflow whose state counts its steps; `beforeStep` may fail, or kill its process. */
export function counting(steps: number, beforeStep: (step: number) => void = () => undefined): Workflow {
  return {
    name: 'counting',
    initialState: 0,
    steps: Array.from({ length: steps }, (_, index) => (state) => {
      beforeStep(index + 1)
      return Number(state) + 1
    }),
  }
}
