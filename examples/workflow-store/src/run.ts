import { invalid } from './errors'

export const statuses = ['running', 'completed', 'failed'] as const
export type RunStatus = (typeof statuses)[number]

/** One run of a workflow, as it was after its last finished step. */
export interface WorkflowRun {
  readonly runId: string
  readonly workflow: string
  readonly status: RunStatus
  /** How many steps are finished. */
  readonly step: number
  readonly totalSteps: number
  /** What the next step starts from: anything that the codec knows. */
  readonly state: unknown
  readonly errorMessage: string | null
  readonly executionTimeMs: number
  readonly memoryUsageMb: number
  /** Epoch microseconds. */
  readonly createdAt: number
  readonly updatedAt: number
}

export function newRun(runId: string, workflow: string, totalSteps: number, state: unknown): WorkflowRun {
  const now = epochMicroseconds()
  return {
    ...{ runId, workflow, totalSteps, state },
    ...{ status: 'running', step: 0, errorMessage: null, executionTimeMs: 0, memoryUsageMb: 0 },
    ...{ createdAt: now, updatedAt: now },
  }
}

export function epochMicroseconds(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000)
}

/** Throws a StoreError that names the first field that makes no sense. */
export function assertRun(run: WorkflowRun): void {
  assertRunId(run.runId)
  if (typeof run.workflow !== 'string' || run.workflow === '')
    throw wrong('workflow', 'a non-empty string', run.workflow)
  if (!statuses.includes(run.status)) throw wrong('status', `one of ${statuses.join(', ')}`, run.status)
  for (const field of ['totalSteps', 'step', 'createdAt', 'updatedAt'] as const)
    if (!Number.isSafeInteger(run[field]) || run[field] < 0)
      throw wrong(field, 'a whole number of at least 0', run[field])
  if (run.step > run.totalSteps) throw wrong('step', `at most totalSteps (${run.totalSteps})`, run.step)
  for (const field of ['executionTimeMs', 'memoryUsageMb'] as const)
    if (!Number.isFinite(run[field]) || run[field] < 0)
      throw wrong(field, 'a number of at least 0', run[field])
}

export function assertRunId(runId: unknown): asserts runId is string {
  if (typeof runId !== 'string' || runId === '' || runId.length > 200)
    throw wrong('runId', 'a string of 1 to 200 characters', runId)
}

function wrong(field: keyof WorkflowRun, expected: string, given: unknown): Error {
  return invalid(`${field}: expected ${expected}, given ${JSON.stringify(given)}`)
}
