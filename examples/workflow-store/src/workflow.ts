import type { StateBackend } from './backend'
import { StoreError } from './errors'
import { epochMicroseconds, newRun, type WorkflowRun } from './run'

/** One step: from the state of the run to its next state. */
export type Step = (state: unknown) => unknown

export interface Workflow {
  readonly name: string
  readonly initialState: unknown
  readonly steps: readonly Step[]
}

/**
 * Runs a workflow, saving its state after each step. A run of this id that was broken off, by a failing step or by the
 * death of its process, goes on after its last finished step; a completed one is returned as it is.
 */
export async function runWorkflow(
  backend: StateBackend,
  runId: string,
  workflow: Workflow,
): Promise<WorkflowRun> {
  const { name, steps, initialState } = workflow
  const known = await backend.load(runId)
  if (known !== undefined && known.workflow !== name)
    throw new StoreError('invalid', `run ${runId} is one of "${known.workflow}", not of "${name}"`)
  if (known?.status === 'completed') return known

  let run = known ?? newRun(runId, name, steps.length, initialState)
  await backend.save((run = { ...run, status: 'running', errorMessage: null }))
  for (const step of steps.slice(run.step)) {
    run = await advance(run, step)
    await backend.save(run)
    if (run.status === 'failed') break
  }
  return run
}

async function advance(run: WorkflowRun, step: Step): Promise<WorkflowRun> {
  const start = performance.now()
  const outcome = await attempt(step, run.state)
  const measured = {
    executionTimeMs: run.executionTimeMs + performance.now() - start,
    memoryUsageMb: Math.max(run.memoryUsageMb, process.memoryUsage.rss() / 2 ** 20),
    updatedAt: epochMicroseconds(),
  }
  if ('error' in outcome) return { ...run, ...measured, status: 'failed', errorMessage: outcome.error }
  const done = run.step + 1
  return {
    ...run,
    ...measured,
    state: outcome.state,
    step: done,
    status: done === run.totalSteps ? 'completed' : 'running',
  }
}

async function attempt(step: Step, state: unknown): Promise<{ state: unknown } | { error: string }> {
  try {
    return { state: await step(state) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
